"""A phrase: one step definition, and what surrounds each of its uses."""

import re

from behave.cucumber_expression import StepMatcher4CucumberExpressions
from behave.matchers import Match, MatchWithError, register_step_matcher_class, use_step_matcher
from behave.model import Scenario, Step
from behave.step_registry import AmbiguousStep
from timeskip.stacks import NotOnThisStack


def _require_an_outcome(scenario: Scenario) -> None:
    if not any(step.step_type == "then" for step in scenario.all_steps):
        raise AssertionError("This scenario states no outcome: it needs a Then.")


class PhraseMatch(Match):
    """One use of a phrase: run it, let everything follow that follows by itself, and explain a failure."""

    # The step that is read: whoever looks it up says so.
    step: Step

    def run(self, context) -> None:
        world = context.world
        try:
            self._act(context)
            world.settle()
            if self.step.step_type == "given":
                world.office.finish()
            if self.step is list(context.scenario.all_steps)[-1]:
                world.finish()
                _require_an_outcome(context.scenario)
        except NotOnThisStack as absent:
            context.scenario.skip(reason=str(absent))
        except AssertionError as error:
            raise AssertionError(f"{error}\n\nUntil then:\n{world.evidence.timeline()}") from error
        except Exception as error:
            error.add_note(f"Until then:\n{world.evidence.timeline()}")
            raise
        finally:
            world.evidence.hand_over(context)

    def _act(self, context) -> None:
        super().run(context)


class WrongWord(PhraseMatch):
    """A phrase with a word in it that cannot be read; the failure says what was expected."""

    def __init__(self, func, error: Exception) -> None:
        super().__init__(func)
        self._error = error

    def _act(self, context) -> None:
        raise AssertionError(str(self._error))


class Ambiguous(PhraseMatch):
    """Words that more than one phrase reads; the failure names them."""

    def __init__(self, func, phrases: list["Phrase"]) -> None:
        super().__init__(func, [])
        self._phrases = phrases

    def _act(self, context) -> None:
        named = "; ".join(f"“{phrase.pattern}” ({phrase.location})" for phrase in self._phrases)
        raise AmbiguousStep(f"{len(self._phrases)} phrases read this: {named}.")


class Phrase(StepMatcher4CucumberExpressions):
    """A step definition written as a Cucumber expression."""

    NAME = "phrase"

    def __init__(self, func, pattern, step_type=None) -> None:
        super().__init__(func, pattern, step_type)
        self._shape = re.compile(self.regex_pattern)

    def check_match(self, step_text):
        # The expression's own match builds a tree of groups, which most steps are not worth.
        return super().check_match(step_text) if self.reads(step_text) else None

    def reads(self, step_text: str) -> bool:
        """Whether this phrase could be what is meant, its words right or wrong."""
        return self._shape.search(step_text) is not None

    def match(self, step_text):
        result = super().match(step_text)
        if isinstance(result, MatchWithError):
            return WrongWord(self.func, result.stored_error)
        if result is None:
            return None
        result.__class__ = PhraseMatch
        return result


def use_phrases() -> None:
    """Read the step definitions that follow as phrases."""
    register_step_matcher_class(Phrase.NAME, Phrase, override=True)
    use_step_matcher(Phrase.NAME)
