"""Runs in several processes, such as timeskip's `--parallel`: each writes parts, one of them the whole."""

from dataclasses import dataclass, field

from behave.model import Feature, Scenario
from behave.runner import ModelRunner

from behave_messages.attempt import Part
from behave_messages.documents import FeatureFile
from behave_messages.hooks import hooks_of


@dataclass(frozen=True)
class HookRun:
    """A run of a hook around features, rules or the whole; equal ones differ in ids and times only."""

    hook: str
    place: str
    status: str
    message: str | None
    text: str = field(compare=False)


@dataclass(frozen=True)
class RunPart:
    """Messages of a scenario, of the feature file `uri`, and of hooks of the run."""

    uri: str | None
    text: str
    hook_runs: list[HookRun]
    successful: bool
    without_pickle: int


class WrittenInParts:
    """The formatter's side of a run in several processes, which are forked once the run has begun."""

    _is_worker = False

    def before_fork(self, runner: ModelRunner) -> None:
        """Begin the run: processes that are forked now know the ids of its step definitions."""
        self._taken: set[HookRun] = set()
        self.run_begins(runner, hooks_of(runner))
        self._messages.flush()

    def prepare(self, feature: Feature) -> FeatureFile:
        """Read a feature file while others tell scenarios; what is returned tells them its ids."""
        return self._documents.prepare(feature)

    def know(self, file: FeatureFile) -> None:
        """Take what the process that writes the whole has read, before the first scenario of the file."""
        self._documents.know(file)

    def in_worker(self, name: str) -> None:
        """Write parts for `hand_over` from now on; `name` keeps their ids apart from others."""
        self._is_worker = True
        self._ids.prefix = name
        self._messages.collect()
        self._documents.leave_prepared()
        self._hook_runs: list[HookRun] = []

    def hand_over(self, scenario: Scenario | None) -> RunPart:
        """What was written since the last call, in which a scenario has ended or hooks of the run have."""
        self._end_attempt()
        if scenario is not None:
            self._send_skipped([scenario])
        hook_runs, self._hook_runs = self._hook_runs, []
        without_pickle, self._without_pickle = self._without_pickle, 0
        uri = scenario.filename if scenario is not None else None
        return RunPart(uri, self._messages.taken(), hook_runs, self._successful, without_pickle)

    def take_over(self, part: RunPart) -> None:
        """Write a part that another process has handed over.

        A hook around features runs in each process that has a scenario of the feature: its first pass is
        written, and each way in which it failed.
        """
        if part.uri is not None:
            self._documents.send_prepared(part.uri)
        self._messages.write(part.text)
        for run in part.hook_runs:
            if run not in self._taken:
                self._taken.add(run)
                self._messages.write(run.text)
        self._successful = self._successful and part.successful
        self._without_pickle += part.without_pickle
        self._messages.flush()

    def _write_hook_run(self, hook: Part) -> None:
        if not self._is_worker:
            self._run.send_hook_run(hook)
            return
        # Its definition is written even if this run is not.
        self._run.hook_id(hook.hook)
        with self._messages.collected() as text:
            self._run.send_hook_run(hook)
        said = (hook.result.status.name, hook.result.message)
        self._hook_runs.append(HookRun(hook.hook, hook.place, *said, text.getvalue()))
