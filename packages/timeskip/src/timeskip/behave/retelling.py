"""`manage.py behave --retell`: each scenario is told plainly, then in each way, and the books are compared."""

import copy
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from typing import Any

from behave.model import Feature, Scenario, copy_and_reset_steps
from behave.model_type import Status
from behave.runner import ModelRunner

from timeskip.behave.tellings import Telling
from timeskip.counted import counted
from timeskip.gherkin.failure import said_of
from timeskip.retelling.declared import MayDiffer, Retelling
from timeskip.retelling.differences import FailedStep, Outcome, differences
from timeskip.retelling.ways import Facts, Sampling, Variation, Way, plainly

ALL = "all"


def sampling_of(userdata: Mapping[str, str]) -> Sampling:
    """Return what `-D points=` and `-D seed=` ask for; ValueError for no numbers."""
    points, seed = userdata.get("points", str(Sampling().points)), userdata.get("seed", "0")
    if not (points == ALL or (points.isdecimal() and int(points))) or not seed.isdecimal():
        raise ValueError(
            f"-D points= takes a number from 1 or '{ALL}', and -D seed= a number, not {points!r} and {seed!r}."
        )
    return Sampling(seed=int(seed), points=None if points == ALL else int(points))


class Retellings:
    """The scenarios of a run, each told in several ways."""

    def __init__(self, runner: ModelRunner, retelling: Retelling, ways: Sequence[Way], sampling: Sampling) -> None:
        self._runner, self._retelling, self._ways, self._sampling = runner, retelling, ways, sampling
        self._used: Counter[MayDiffer] = Counter()
        self._not_retold: Counter[str] = Counter()
        self._tellings: Counter[str] = Counter()
        self._scenarios = self._differing = 0

    def prepare(self, features: Iterable[Feature]) -> None:
        """Let each scenario tell itself in every way when its turn comes."""
        for feature in features:
            for scenario in feature.walk_scenarios():
                scenario.run = partial(self._tell, scenario)

    def report(self) -> str:
        """Return what was told, what differed as it may, and what was left out, with the reasons."""
        told = ", ".join(f"{way} {count}" for way, count in self._tellings.items())
        lines = [
            f"Retold {counted(self._scenarios, 'scenario', 'scenarios')}, {_times(self._tellings.total())} "
            f"({told or 'nothing to tell'}); {counted(self._differing, 'leaves', 'leave')} other books."
        ]
        lines += [f"May differ, {_times(times)}: {one.words}: {one.reason}" for one, times in self._used.most_common()]
        lines += [f"Not retold, {_times(times)}: {reason}" for reason, times in self._not_retold.most_common()]
        return "\n".join(lines)

    # How.

    def _tell(self, scenario: Scenario, runner: ModelRunner) -> bool:
        telling = Telling(self._retelling, plainly)
        if telling.run(scenario, self._runner) or telling.books is None:
            return scenario.status.has_failed()
        self._scenarios += 1
        lines = list(self._otherwise(scenario, Outcome(telling.books), telling.facts))
        if not lines:
            return False
        self._differing += 1
        # As where a hook fails: every step has passed, and the scenario has not.
        scenario.hook_failed = True
        scenario.error_message = "\n".join(lines)
        scenario.set_status(Status.hook_error)
        print(f"\n{scenario.location}: “{scenario.name}”, told otherwise, leaves other books:", *lines, sep="\n  ")  # noqa: T201
        return True

    def _otherwise(self, scenario: Scenario, plain: Outcome, facts: Facts) -> Iterable[str]:
        steps = [step.name for step in scenario.all_steps]
        for way in self._ways:
            if reason := self._retelling.why_not(way.name, steps):
                self._not_retold[f"{way.name}: {reason}"] += 1
                continue
            allowed = [one for one in self._retelling.may_differ if one.concerns(way.name, scenario.name)]
            variations = way.variations(facts, self._sampling)
            before = plain
            if variations and way.aftermath:
                before = self._told(scenario, Variation("", nullcontext), way.aftermath)
            for variation in variations:
                self._tellings[way.name] += 1
                lines, used = differences(before, self._told(scenario, variation, way.aftermath), allowed)
                self._used.update(used)
                told_so = f"{way.name}, {variation.words}" if variation.words else way.name
                yield from (f"{told_so}: {line}" for line in lines)

    def _told(self, scenario: Scenario, variation: Variation, longer: timedelta) -> Outcome:
        again = _copied(scenario)
        telling = Telling(self._retelling, variation.begin, longer=longer, is_quiet=True)
        formatters, self._runner.formatters = self._runner.formatters, []
        try:
            telling.run(again, self._runner)
        finally:
            self._runner.formatters = formatters
        failed = [
            FailedStep(f"{step.step_type.title()} {step.name}", _first_line(step))
            for step in again.all_steps
            if step.status.has_failed()
        ]
        if again.hook_failed:
            failed.append(FailedStep("(at the end)", _first_line(again)))
        return Outcome(telling.books or {}, tuple(failed))


def _copied(scenario: Scenario) -> Any:
    """Return a scenario to be told again: the one in the run's reports stays as it was told plainly."""
    again: Any = copy.copy(scenario)
    del again.run
    again._captured = type(scenario.captured)()
    again._capture_sink = type(scenario.capture_sink)(again._captured)
    again.steps = copy_and_reset_steps(scenario.steps)
    again._background_steps = None
    # What comes after a Then that fails is still told, so that the books are those of the whole story.
    again.continue_after_failed_step = True
    return again


def _times(number: int) -> str:
    return counted(number, "time", "times")


def _first_line(statement: Any) -> str:
    said = said_of(statement.exception, statement.error_message)
    return " ".join(said.split())[:300]
