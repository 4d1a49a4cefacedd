"""The one run that is made of what workers report: its model, its formatters' and reporters' output, its outcome."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from behave.model import Feature, Rule, Scenario, ScenarioOutline
from behave.model_type import Status
from behave.runner import ModelRunner

from timeskip.behave.ending import sentence
from timeskip.behave.formatters import Guard
from timeskip.behave.left_out import REPORT
from timeskip.behave.parallel.items import Container, Item
from timeskip.behave.parallel.preparing import Preparation
from timeskip.behave.parallel.recording import Event, events_of_death, is_foreign, is_joined, tell
from timeskip.behave.parallel.states import ScenarioState, of_death
from timeskip.behave.parallel.worker import Report


class Results:
    """Tells each feature to formatters and reporters once it is over, in the order of the run."""

    def __init__(
        self,
        runner: ModelRunner,
        features: Sequence[Feature],
        items: Sequence[Item],
        chosen: Sequence[int],
        guards: Sequence[Guard],
    ) -> None:
        self._runner, self._items, self._guards = runner, items, guards
        self.containers = [one for feature in features for one in (feature, *feature.iter_rules())]
        self._left = list(features)
        self._waiting = Counter(id(items[number].containers[0]) for number in chosen)
        # Before hooks may skip features.
        self._shown = {id(one): one.should_run(runner.config) or runner.config.show_skipped for one in self.containers}
        self._told: dict[int, tuple[list[Event], list[str]]] = {}
        self._dead: set[int] = set()
        self._numbers = {id(item.scenario): number for number, item in enumerate(items)}
        self._cleanup_failed: set[int] = set()
        self._hook_failures: dict[int, int] = {}
        self._printed: set[str] = set()
        self._has_failed = False
        self._deaths: list[str] = []

    def before_fork(self) -> None:
        """Let formatters that write in the workers begin."""
        self._formatters = list(self._runner.formatters)
        self._joined = {index: one for index, one in enumerate(self._formatters) if is_joined(one)}
        self._later = [one for one in self._formatters if not is_joined(one)]
        for formatter in self._joined.values():
            formatter.before_fork(self._runner)
        shown = [feature for feature in self._left if self._shown[id(feature)]]
        self.preparation = Preparation(self._joined, shown)
        for formatter in filter(is_foreign, self._later):
            name = formatter.name or type(formatter).__name__
            said = "is told of a feature when it is over: what it takes from steps and hooks by itself is missing."
            print(f"The formatter {name} {said}", file=sys.stderr)  # noqa: T201 somebody may miss it

    def take(self, report: Report, worker: int, output: list[str]) -> None:
        """Take what a worker has said and printed."""
        self._has_failed |= report.has_failed
        self._hook_failures[worker] = report.hook_failures
        for index in report.failed_formatters:
            self._guards[index].has_failed = True
        for index, part in report.parts.items():
            self._joined[index].take_over(part)
        for state in report.containers:
            state.add_to(self.containers[state.number])
            self._cleanup_failed |= {state.number} if state.cleanup_failed else set()
            self._has_failed |= state.said.hook_failed or state.cleanup_failed
        if report.number is None:
            # What hooks of the run print, each worker prints.
            self._print(["" if text in self._printed else text for text in output])
            self._printed.update(output)
            return
        if report.state:
            report.state.put_into(self._items[report.number].scenario)
            self._told[report.number] = (report.events, output)
        else:
            self._print(output)
        self._is_over(report.number)

    def died(self, worker: str, number: int | None, step: int, output: list[str]) -> None:
        """Note that a worker has ended in a scenario, or outside of any, and print what it said last."""
        if number is None:
            said = f"{worker} outside of a scenario.\n"
            self._print([output[0], f"{output[1]}{said}"])
            self._deaths.append(said)
            return
        self._has_failed = True
        scenario = self._items[number].scenario
        place = f"{scenario.location} “{scenario.name}”"
        self._print(["", f"{worker} while it told {place}. Another worker tells what it had left.\n"])
        state = of_death(scenario, step, f"{worker} while it told this scenario.")
        self._told[number] = (events_of_death(scenario, state, step), output)
        self._dead.add(number)
        state.put_into(scenario)
        self._is_over(number)

    def finish(self, seconds: float) -> bool:
        """Tell what is left; returns whether the run has failed. `seconds` is its duration."""
        for feature in self._left:
            if any(map(self._was_told, feature.walk_scenarios())):
                self._tell(feature, is_whole=False)
            self._report(feature)
        runner = self._runner
        # A worker that has died outside of scenarios has done so in a hook: the run fails, and formatters see why.
        runner.hook_failures = sum(self._hook_failures.values()) + len(self._deaths)
        runner.run_hook(REPORT)
        if runner.aborted:
            print(sentence(runner.why_aborted))  # noqa: T201 as behave does
        for formatter in self._formatters:
            formatter.close()
        for reporter in runner.config.reporters:
            if hasattr(reporter, "duration"):
                reporter.duration = seconds
            reporter.end()
        # The counts do not show them.
        self._print(["".join(self._deaths)])
        return bool(self._has_failed or runner.aborted or runner.hook_failures or runner.undefined_steps)

    # -- A feature that is over

    def _is_over(self, number: int) -> None:
        self._waiting[id(self._items[number].containers[0])] -= 1
        while self._left and not self._waiting[id(self._left[0])]:
            feature = self._left.pop(0)
            self._tell(feature, is_whole=True)
            self._report(feature)

    def _tell(self, feature: Feature, *, is_whole: bool) -> None:
        self._runner.feature = feature
        self._call("uri", feature.filename)
        self._tell_container(feature, is_whole=is_whole)

    def _tell_container(self, container: Container, *, is_whole: bool) -> None:
        is_shown = self._shown[id(container)]
        if is_shown:
            self._call(container.type, container)
            if container.background:
                self._call("background", container.background)
        for one in container.run_items:
            if isinstance(one, Rule):
                self._tell_container(one, is_whole=is_whole)
            else:
                self._tell_scenarios(one, is_whole=is_whole)
        self._conclude(container)
        if is_shown:
            self._call("eof" if container.type == "feature" else "rule_finished")

    def _tell_scenarios(self, one: Scenario, *, is_whole: bool) -> None:
        config = self._runner.config
        if is_whole and config.name and not one.should_run_with_name_select(config):
            one.mark_skipped()
            return
        for scenario in one.scenarios if isinstance(one, ScenarioOutline) else [one]:
            if self._was_told(scenario):
                self._tell_scenario(scenario)
            elif is_whole and not scenario.should_run(config):
                # As behave passes over it, which runs no hook.
                scenario.run(self._runner)

    def _tell_scenario(self, scenario: Scenario) -> None:
        number = self._numbers[id(scenario)]
        events, output = self._told[number]
        formatters = self._formatters if number in self._dead else self._later
        state = ScenarioState.of(scenario)
        tell(events, scenario, formatters, self._runner.step_registry)
        # Of several attempts, the last one's.
        state.put_into(scenario)
        self._runner.undefined_steps.extend(step for step in scenario.all_steps if step.status.is_undefined())
        self._print(output)

    def _conclude(self, container: Container) -> None:
        container.clear_status()
        if container.hook_failed:
            container.set_status(Status.hook_error)
        elif any(one is container for one in map(self.containers.__getitem__, self._cleanup_failed)):
            container.set_status(Status.cleanup_error)

    def _report(self, feature: Feature) -> None:
        for reporter in self._runner.config.reporters:
            reporter.feature(feature)

    def _was_told(self, scenario: Scenario) -> bool:
        return self._numbers[id(scenario)] in self._told

    def _call(self, name: str, *given: Any) -> None:
        for formatter in self._later:
            if call := getattr(formatter, name, None):
                call(*given)

    @staticmethod
    def _print(output: Sequence[str]) -> None:
        for text, stream in zip(output, (sys.stdout, sys.stderr), strict=False):
            stream.write(text)
            stream.flush()
