"""A phrase: one step definition as a Cucumber expression, and what surrounds each of its uses."""

import re
import warnings
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import Any

from behave.cucumber_expression import StepMatcher4CucumberExpressions, define_parameter_type_with
from behave.matchers import Match, Matcher, register_step_matcher_class, use_step_matcher
from behave.model import Scenario, Step
from behave.model_type import Argument
from cucumber_expressions.errors import CucumberExpressionError
from cucumber_expressions.expression import CucumberExpression

from timeskip.errors import CheckFailed, NotSimulated
from timeskip.gherkin.below import require_all_read, watched
from timeskip.gherkin.counting import count_comparisons
from timeskip.gherkin.dictionary import vocabulary
from timeskip.gherkin.failure import reason_of, with_timeline
from timeskip.gherkin.literals import Literals
from timeskip.gherkin.words import Note, Word
from timeskip.proof import comparisons, looked_at, take_looked_at
from timeskip.stacks import NotOnThisStack

# Of a {string}; where a text may be empty, a phrase needs a word of the project's own.
_IN_BRACES = re.compile(r"\{\w*\}")
EMPTY = "A quotation of this phrase is empty, so it says nothing. Write some words between the quotes."
Around = Callable[[Any, Step], AbstractContextManager[None]]
# behave's context, media type, text, name of the file.
Attach = Callable[[Any, str, str, str], None]


def _attach(context: Any, media_type: str, text: str, name: str) -> None:
    context.attach(media_type, text.encode())


def use_phrases(
    words: Iterable[Word] = (),
    *,
    advice: Iterable[tuple[str, str, str]] = (),
    notes: Iterable[Note] = (),
    around: Around = lambda context, step: nullcontext(),
    requires_outcome: bool = True,
    requires_checks: bool = True,
    attach: Attach = _attach,
) -> None:
    """Read the step definitions that follow as phrases, with these words in braces.

    advice: for unknown phrases, beside timeskip's own: a pattern, its replacement, and what to say where the
        replacement makes a known phrase of an unknown one.
    notes: what the dictionary says before its phrases, such as what a story begins with.
    around: a context manager of the project's own around each step, given behave's context and the step; what it
        raises fails the step.
    requires_outcome: whether a scenario without a Then fails: it would pass whatever the project did.
    requires_checks: whether a Then fails that has compared nothing: it would pass whatever the project did. hamcrest's
        `assert_that`, unittest's asserts (`context.test`) and the `assert` of a step definition count; other code,
        such as a module that step definitions import, calls `timeskip.checked()`.
    attach: attaches a text to the running step, under a name: what a failure leaves out, and `timeskip.looked_at()`.
    """
    count_comparisons()
    if not requires_checks:
        warnings.warn("requires_checks=False: a Then passes although it has compared nothing.", stacklevel=2)
    for word in words:
        define_parameter_type_with(word.name, word.pattern, word.type, word.transform)
        vocabulary.words.append(word)
    vocabulary.advice += advice
    vocabulary.notes += notes
    PhraseMatch.around = staticmethod(around)
    PhraseMatch.requires_outcome = requires_outcome
    PhraseMatch.requires_checks = requires_checks
    PhraseMatch.attach = staticmethod(attach)
    register_step_matcher_class(Phrase.NAME, Phrase, override=True)
    use_step_matcher(Phrase.NAME)


class PhraseMatch(Match):
    """One use of a phrase: run it, let the story settle, and show the story's timeline with a failure."""

    # The step that uses it; timeskip's runner sets it.
    step: Step | None = None
    around: Around
    requires_outcome: bool
    requires_checks: bool
    attach: Attach

    def __init__(self, phrase: "Phrase", arguments: list[Argument] | None = None) -> None:
        # behave's would look for the place of the function again, for each use.
        self.func, self.location, self.arguments = phrase.func, phrase.location, arguments

    def run(self, context: Any) -> None:
        """Run the step definition; the last step of a scenario also checks what the scenario has left unsaid."""
        if self.step is None:
            raise NotSimulated("Phrases need timeskip.behave.runner.StoryRunner or a runner that extends it.")
        story = context.story
        try:
            with self.around(context, self.step):
                self._prove(context, self.step)
                story.settle()
                is_end = is_last(self.step, context.scenario) and not context.scenario.should_skip
                if is_end:
                    story.check()
            if self.requires_outcome and is_end:
                _require_an_outcome(context.scenario)
        except NotOnThisStack as absent:
            context.scenario.skip(reason=str(absent))
        except CheckFailed as error:
            raise AssertionError(self._failure(context, error.said)) from error
        except AssertionError as error:
            raise AssertionError(self._failure(context, reason_of(error))) from error
        except Exception as error:
            error.add_note(self._failure(context, "").strip())
            raise
        finally:
            for name, text in take_looked_at():
                self.attach(context, "text/plain", text, name)

    @staticmethod
    def _failure(context: Any, reason: str) -> str:
        is_attached = any(hasattr(formatter, "embedding") for formatter in context._runner.formatters)
        said, whole = with_timeline(reason, context.story.timeline(), is_attached=is_attached)
        if whole:
            looked_at(whole, name="failure.txt")
        return said

    def _prove(self, context: Any, step: Step) -> None:
        """Run the step definition; fail where it has not looked at what is below it, or has compared nothing."""
        before = comparisons()
        with watched(context) as read:
            self._act(context)
        if context.scenario.should_skip:
            return
        require_all_read(step, read)
        if self.requires_checks and step.step_type == "then" and comparisons() == before:
            raise AssertionError(
                "This step checked nothing: it made no comparison, so it would pass whatever the project did. "
                "If a comparison stands in code of your own, call timeskip.checked() beside it."
            )

    def _act(self, context: Any) -> None:
        super().run(context)


class WrongWord(PhraseMatch):
    """A phrase with a word that cannot be read; the failure says what was expected."""

    def __init__(self, phrase: "Phrase", error: Exception) -> None:
        super().__init__(phrase)
        self._error = error

    def _act(self, context: Any) -> None:
        raise AssertionError(str(self._error))


class BrokenPhrase(ValueError):
    """A phrase that is no Cucumber expression, or has a word that nobody has defined; the message says where."""


class Phrase(StepMatcher4CucumberExpressions):
    """A step definition written as a Cucumber expression, compiled when a step says what it says literally.

    A run of one scenario needs few of them, and compiling takes longer than all else that loading a phrase takes.
    """

    NAME = "phrase"

    def __init__(self, func: Callable, pattern: str, step_type: str | None = None) -> None:
        # Past the class in between, which compiles the expression.
        Matcher.__init__(self, func, pattern, step_type)
        self._literals = Literals(pattern)
        self._words = re.findall(r"(?<!\\)\{(\w*)\}", pattern)

    @cached_property
    def cucumber_expression(self) -> CucumberExpression:
        """The compiled expression. Raises BrokenPhrase where it is none."""
        try:
            return CucumberExpression(self.pattern, self.TYPE_REGISTRY.parameter_types)
        except (CucumberExpressionError, re.error) as error:
            raise BrokenPhrase(f"The phrase “{self.pattern}” ({self.location}) is broken. {error}") from error

    def check_match(self, step_text: str) -> Any:
        # The expression's own match builds a tree of groups: too slow to ask every phrase for every step.
        return super().check_match(step_text) if self.reads(step_text) else None

    def matches(self, step_text: str) -> bool:
        """Whether this phrase reads a step, or is this very phrase: behave compares every two when it loads them."""
        # Words in braces stand for others: of such a phrase only its uses can be ambiguous, and these are told.
        return self.pattern == step_text or (not has_words(step_text) and self.reads(step_text))

    def reads(self, step_text: str) -> bool:
        """Whether the step has this phrase's shape, its words right or wrong. Raises BrokenPhrase."""
        return self._literals.may_be_in(step_text) and self._shape.search(step_text) is not None

    def match(self, step_text: str) -> Match | None:
        """Return the use of this phrase in a step; None where the step is another's."""
        try:
            arguments = self.check_match(step_text)
        except Exception as error:
            return WrongWord(self, error)
        if arguments and self._is_empty(arguments):
            return WrongWord(self, ValueError(EMPTY))
        return None if arguments is None else PhraseMatch(self, arguments)

    @cached_property
    def _shape(self) -> re.Pattern[str]:
        return re.compile(self.regex_pattern)

    def _is_empty(self, arguments: list[Any]) -> bool:
        """Whether a Given or a When has a {string} with nothing in it; what a Then compares is counted."""
        if self.step_type == "then":
            return False
        return any(name == "string" and not one.value for name, one in zip(self._words, arguments, strict=True))


def has_words(pattern: str) -> bool:
    """Whether the words of a step definition have others in braces."""
    return _IN_BRACES.search(pattern) is not None


def is_last(step: Step, scenario: Scenario) -> bool:
    """Whether a step is the last of a scenario."""
    return step is list(scenario.all_steps)[-1]


def _require_an_outcome(scenario: Scenario) -> None:
    """Fail where there is no Then, or where none follows the last When."""
    types = [step.step_type for step in scenario.all_steps]
    if "then" not in types:
        raise AssertionError(
            "This scenario states no outcome: it needs a Then. Without one it would pass whatever happened; "
            "use_phrases(requires_outcome=False) allows that."
        )
    last_then = max(place for place, step_type in enumerate(types) if step_type == "then")
    if "when" in types[last_then:]:
        raise AssertionError(
            "This scenario does not say what its last When brings about: a Then has to follow it. One that stands "
            "before it would pass whatever the When does; use_phrases(requires_outcome=False) allows that."
        )
