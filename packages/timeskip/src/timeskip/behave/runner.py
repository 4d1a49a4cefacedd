"""behave's runner for stories: order, durations, and the answer to unknown phrases.

In behave.ini: `runner = timeskip.behave.runner:StoryRunner`.
"""

import random
import time
from typing import Any

from behave.exception import ConfigError
from behave.model import Feature, Step
from behave.runner import Runner, the_step_registry
from behave.step_registry import StepRegistry

from timeskip.gherkin.dictionary import answer_to
from timeskip.gherkin.phrase import AmbiguousPhrases, Phrase


def _duration(container: Any) -> float:
    return sum(scenario.duration for scenario in container.walk_scenarios())


# behave 1.3.3 leaves the scenarios inside Rules out of a feature's duration.
Feature.duration = property(_duration)


class StoryRunner(Runner):
    """Runs features in order, or in a random order that its seed repeats (`-D shuffle=SEED`)."""

    def run_model(self, features: list[Feature] | None = None) -> bool:
        features = self.features if features is None else features
        self.step_registry = with_answers(self.step_registry or the_step_registry)
        asked = self.config.userdata.get("shuffle")
        if asked is not None:
            try:
                seed = seed_of(asked)
            except ValueError as error:
                raise ConfigError(str(error)) from error
            print(f"Shuffled with seed {seed}: --shuffle {seed} repeats this order.")  # noqa: T201
            _shuffle(features, random.Random(seed))  # noqa: S311 an order is no secret
        for reporter in self.config.reporters:
            if hasattr(reporter, "testrun_started"):
                # behave itself begins to count only when the first feature has ended.
                reporter.testrun_started(time.time())
                # It adds up what each feature took, but to the time since the start.
                reporter.duration = 0
        return super().run_model(features)


def seed_of(asked: str) -> str:
    """Return the seed of an order that is asked for: a number, or for 'random' a new one; ValueError for others."""
    if asked == "random":
        return str(random.SystemRandom().randrange(10**6))
    if not asked.isdigit():
        raise ValueError(f"--shuffle takes a whole number or 'random', not {asked!r}.")
    return asked


def with_answers(registry: StepRegistry) -> StepRegistry:
    """Make a registry find the step definition of a step once, and answer an unknown step.

    behave looks through every step definition for every step, and behave-django does so once more. Of two that match,
    behave takes the first; of two phrases, the step fails.
    """
    known: dict[tuple[str, str], list[Any]] = {}

    def find_match(step: Step) -> Any:
        key = (step.step_type, step.name)
        if key not in known:
            candidates = (*registry.steps[step.step_type], *registry.steps["step"])
            known[key] = [definition for definition in candidates if _reads(definition, step.name)]
        if not known[key]:
            # Where behave shows what went wrong with a step; of an unknown one it has nothing to say.
            step.error_message = answer_to(step, registry)
            return None
        first = known[key][0]
        phrases = [definition for definition in known[key] if isinstance(definition, Phrase)]
        match = AmbiguousPhrases(first.func, phrases) if len(phrases) > 1 else first.match(step.name)
        match.step = step
        return match

    registry.find_match = find_match
    return registry


def _reads(definition: Any, words: str) -> bool:
    # Phrases answer at once; behave's own matchers can only be tried.
    return definition.reads(words) if isinstance(definition, Phrase) else definition.match(words) is not None


def _shuffle(features: list[Feature], order: random.Random) -> None:
    order.shuffle(features)
    for feature in features:
        order.shuffle(feature.run_items)
        for rule in feature.iter_rules():
            order.shuffle(rule.run_items)
