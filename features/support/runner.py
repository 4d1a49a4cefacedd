"""The behave side of a run: order, durations, and what is said about unknown phrases."""

import random
import sys
import traceback
from types import ModuleType

import behave.runner
from behave.model import Feature
from behave.runner import Runner, the_step_registry
from behave.step_registry import StepRegistry
from freezegun import api as freezegun_api

from features.support.phrase import Ambiguous, Phrase
from features.support.phrases import answer_to


def _duration(container) -> float:
    return sum(scenario.duration for scenario in container.walk_scenarios())


# behave 1.3.3 leaves the scenarios inside Rules out of a feature's duration.
Feature.duration = property(_duration)


class _CheapTraceback(ModuleType):
    """Stands in for the module `traceback` where behave notes who assigned what to its context.

    It notes that at every assignment, for a warning that hardly ever comes, and `traceback.extract_stack`
    reads and checks source files each time: a twentieth of a scenario.
    """

    def __getattr__(self, name: str):
        return getattr(traceback, name)

    @staticmethod
    def extract_stack(limit: int) -> list[traceback.FrameSummary]:
        """The frame that assigned; its line of source is read when somebody asks for it."""
        caller = sys._getframe(limit)
        return [
            traceback.FrameSummary(
                caller.f_code.co_filename, caller.f_lineno, caller.f_code.co_name, lookup_line=False
            )
        ]


behave.runner.traceback = _CheapTraceback("traceback")


class AcceptanceRunner(Runner):
    """Runs features in order, or in a random order that its seed repeats."""

    def run_model(self, features=None) -> bool:
        features = self.features if features is None else features
        self.step_registry = remembering(self.step_registry or the_step_registry)
        seed = self.config.userdata.get("shuffle")
        if seed is not None:
            print(f"Shuffled with seed {seed}: --shuffle {seed} repeats this order.")  # noqa: T201
            _shuffle(features, random.Random(seed))  # noqa: S311 an order is no secret
        for reporter in self.config.reporters:
            if hasattr(reporter, "testrun_started"):
                # behave itself begins to count only when the first feature has ended.
                reporter.testrun_started(freezegun_api.real_time())
                # It adds up what each feature took, but to the time since the start.
                reporter.duration = 0
        return super().run_model(features)


def remembering(registry: StepRegistry) -> StepRegistry:
    """The registry, but what a step's words mean is worked out once.

    behave-django asks for every step's match before a scenario, behave again when the step is run, and words
    that were searched for among all phrases once need not be again. Words that two phrases read fail their
    step: behave would take the first.
    """
    phrases: dict[tuple[str, str], list[Phrase]] = {}

    def find_match(step):
        asked_before = vars(step).pop("_match", None)
        if asked_before is not None:
            return asked_before
        key = (step.step_type, step.name)
        if key not in phrases:
            candidates = (*registry.steps[step.step_type], *registry.steps["step"])
            phrases[key] = [phrase for phrase in candidates if phrase.reads(step.name)]
        if not phrases[key]:
            # Where behave shows what went wrong with a step; of an unknown one it has nothing to say.
            step.error_message = answer_to(step, registry)
            return None
        first, *others = phrases[key]
        step._match = Ambiguous(first.func, [first, *others]) if others else first.match(step.name)
        step._match.step = step
        return step._match

    registry.find_match = find_match
    return registry


def _shuffle(features: list, order: random.Random) -> None:
    order.shuffle(features)
    for feature in features:
        order.shuffle(feature.run_items)
        for rule in feature.iter_rules():
            order.shuffle(rule.run_items)
