"""A worker: a copy of the run's process that tells the scenarios it is dealt.

Each worker is a run of its own to the environment: `before_all` when it begins, `before_feature` and `before_rule`
before the first scenario of each that it is dealt, their counterparts when it moves on, `after_all` at its end.
"""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

from behave.model_type import Status
from behave.runner import ModelRunner

from timeskip.behave.ending import TERMINATED
from timeskip.behave.formatters import Guard
from timeskip.behave.parallel import databases, preparing
from timeskip.behave.parallel.colleague import NOTHING_LEFT
from timeskip.behave.parallel.items import Container, Item
from timeskip.behave.parallel.recording import Event, Recorder, is_joined
from timeskip.behave.parallel.states import ContainerState, ScenarioState


@dataclass(frozen=True)
class Report:
    """What a worker says: after `before_all`, after each scenario, and after `after_all`."""

    # The number of its scenario, and what became of it: nothing where it was not begun, or not ended.
    number: int | None = None
    state: ScenarioState | None = None
    has_failed: bool = False
    events: list[Event] = field(default_factory=list, repr=False)
    containers: list[ContainerState] = field(default_factory=list)
    # By the number of a formatter that is joined.
    parts: dict[int, Any] = field(default_factory=dict, repr=False)
    failed_formatters: tuple[int, ...] = ()
    hook_failures: int = 0
    was_aborted: bool = False
    why_aborted: str = ""
    is_last: bool = False


@contextmanager
def put_off(number: int) -> Iterator[None]:
    """Answer a signal only when this is over, whichever thread the kernel hands it to."""
    came: list[FrameType | None] = []
    before = signal.signal(number, lambda _, frame: came.append(frame))
    try:
        yield
    finally:
        signal.signal(number, before)
        if came:
            signal.raise_signal(number)


class Worker:
    """Runs in its own process; `signs` is memory that it shares with the run.

    One that follows another has the same number, and is the next `start` of the run's.
    """

    def __init__(
        self,
        number: int,
        runner: ModelRunner,
        items: Sequence[Item],
        containers: Sequence[Container],
        guards: Sequence[Guard],
        channel: Connection,
        signs: Any,
        start: int,
    ) -> None:
        self._start = start
        self._number, self._runner, self._items, self._channel = number, runner, items, channel
        self._signs = signs
        self._numbers = {id(container): index for index, container in enumerate(containers)}
        self._guards = guards
        self._joined = {index: formatter for index, formatter in enumerate(runner.formatters) if is_joined(formatter)}
        told_later = [formatter for formatter in runner.formatters if not is_joined(formatter)]
        self._recorder = Recorder(told_later, self._step_begins, self._step_ended)
        self._inside: list[Container] = []
        self._left: list[ContainerState] = []
        self._was_cut = False

    def run(self) -> None:
        """Tell scenarios until there are none."""
        databases.use_copy(self._number + 1)
        for formatter in self._joined.values():
            formatter.in_worker(f"{self._start}.")
        self._runner.is_worker = True
        self._runner.formatters = [*self._joined.values(), self._recorder]
        # The run closes the channel where it ends before its workers, and Ctrl-C finds some that begin or wait.
        with suppress(EOFError, KeyboardInterrupt):
            self._runner.run_hook("before_all")
            self._report()
            while (dealt := self._channel.recv()) is not NOTHING_LEFT:
                number, prepared = dealt
                if prepared is not None:
                    preparing.tell(prepared, self._joined)
                self._tell(number)
        self._end()

    def note_termination(self) -> None:
        """Keep why the run ends here: SIGTERM has come, and not Ctrl-C, which a worker leaves to the run."""
        self._runner.why_aborted = self._runner.why_aborted or TERMINATED

    def _tell(self, number: int) -> None:
        item = self._items[number]
        self._was_cut = False
        state, has_failed = None, False
        try:
            self._enter(item.containers)
            if not self._runner.aborted and not any(one.hook_failed for one in item.containers):
                self._runner.feature = item.containers[0]
                self._runner.context._set_root_attribute("active_outline", getattr(item.scenario, "_row", None))
                has_failed = item.scenario.run(self._runner)
        except KeyboardInterrupt:
            self._runner.abort(reason="KeyboardInterrupt")
        if item.scenario.status is not Status.untested and not self._was_cut:
            state = ScenarioState.of(item.scenario)
        self._report(
            item.scenario,
            number=number,
            state=state,
            has_failed=has_failed or any(one.hook_failed for one in item.containers),
        )

    def _end(self) -> None:
        # What tidies up is not interrupted.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._leave(())
        self._runner.run_hook_with_capture("after_all")
        try:
            self._runner.context._do_remaining_cleanups()
        except Exception:  # behave has printed it
            self._runner.hook_failures += 1
        self._report(is_last=True)

    def _report(self, scenario: Any = None, **said: Any) -> None:
        events = self._recorder.take()
        parts = {index: formatter.hand_over(scenario) for index, formatter in self._joined.items()}
        if self._was_cut:
            events, parts = [], {}
        left, self._left = self._left, []
        failed = tuple(index for index, guard in enumerate(self._guards) if guard.has_failed)
        sys.stdout.flush()
        sys.stderr.flush()
        report = Report(
            events=events,
            containers=left,
            parts=parts,
            failed_formatters=failed,
            hook_failures=self._runner.hook_failures,
            was_aborted=self._runner.aborted,
            why_aborted=self._runner.why_aborted,
            **said,
        )
        # Half a report would leave the run waiting for the other half.
        with put_off(signal.SIGTERM):
            self._channel.send(report)

    # -- Features and rules

    def _enter(self, containers: tuple[Container, ...]) -> None:
        self._leave(containers)
        for container in containers[len(self._inside) :]:
            self._inside.append(container)
            container.hook_failed = False
            context = self._runner.context
            context._push(layer=container.type)
            context.tags = set(container.tags)
            container._setup_context_for_run(context)
            for formatter in self._runner.formatters:
                getattr(formatter, container.type, lambda _: None)(container)
            self._run_tag_hooks("before_tag", container)
            self._run_hook(f"before_{container.type}", container)

    def _leave(self, kept: tuple[Container, ...]) -> None:
        while self._inside and tuple(self._inside) != kept[: len(self._inside)]:
            container = self._inside.pop()
            self._run_hook(f"after_{container.type}", container)
            self._run_tag_hooks("after_tag", container)
            cleanup_failed = False
            try:
                self._runner.context._pop(capture_sink=container.capture_sink)
            except Exception:  # behave has printed it
                cleanup_failed = True
            number = self._numbers[id(container)]
            self._left.append(ContainerState.of(container, number, cleanup_failed=cleanup_failed))

    def _run_hook(self, name: str, container: Container) -> None:
        self._runner.run_hook_with_capture(name, container, capture_sink=container.capture_sink)

    def _run_tag_hooks(self, name: str, container: Container) -> None:
        self._runner.run_hook_tags_with_capture(name, container.tags, capture_sink=container.capture_sink)

    # -- Steps

    def _step_begins(self, number: int) -> None:
        self._signs.steps[self._number] = number

    def _step_ended(self) -> None:
        """Leave out the rest of the scenario where the run is to stop."""
        scenario = getattr(self._runner.context, "scenario", None)
        if not self._signs.stop.value or scenario is None:
            return
        is_over = any(step.status.has_failed() for step in scenario.all_steps)
        if not is_over and any(step.status is Status.untested for step in scenario.all_steps):
            self._was_cut = True
            scenario.skip("The run was stopped.")
