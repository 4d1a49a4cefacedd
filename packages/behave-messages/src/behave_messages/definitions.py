"""Step definitions, and which of them match a step."""

import inspect
from collections.abc import Callable

import cucumber_messages as messages
from behave.matchers import Match, Matcher
from behave.model import Step
from behave.model_type import Argument
from behave.step_registry import StepRegistry
from gherkin.stream.id_generator import IdGenerator

from behave_messages.paths import relative
from behave_messages.stream import MessageStream

EXPRESSION = messages.StepDefinitionPatternType.cucumber_expression
REGULAR = messages.StepDefinitionPatternType.regular_expression


def source_of(function: Callable) -> messages.SourceReference:
    """The file and line of a function."""
    function = inspect.unwrap(function)
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None:
        return messages.SourceReference()
    line = messages.Location(line=code.co_firstlineno)
    return messages.SourceReference(uri=relative(code.co_filename), location=line)


class Definitions:
    """The step definitions of a run, each with its id."""

    def __init__(self, registry: StepRegistry, stream: MessageStream, ids: IdGenerator) -> None:
        self._registry = registry
        self._stream = stream
        self._id_generator = ids
        self._ids: dict[int, str] = {}

    def send(self) -> None:
        """Send every definition."""
        for matchers in self._registry.steps.values():
            for matcher in matchers:
                self._id_of(matcher)

    def reading(self, step: Step, match: Match | None) -> list[tuple[str, messages.StepMatchArgumentsList]]:
        """The definition that behave has chosen for a step, with its arguments.

        For a step that behave did not reach (no match), the one it would choose; empty if none matches.
        """
        match = match or self._registry.find_match(step)
        if match is None or match.func is None:
            return []
        own = [matcher for matcher in self._candidates(step) if matcher.func is match.func]
        # One function may have several patterns.
        chosen = own if len(own) == 1 else [matcher for matcher in own if matcher.match(step.name)]
        return [(self._id_of(matcher), _arguments(matcher, match)) for matcher in chosen[:1]]

    def all_reading(self, step: Step) -> list[tuple[str, messages.StepMatchArgumentsList]]:
        """Every definition that matches a step."""
        found = ((matcher, matcher.match(step.name)) for matcher in self._candidates(step))
        return [(self._id_of(matcher), _arguments(matcher, match)) for matcher, match in found if match]

    def _candidates(self, step: Step) -> list[Matcher]:
        general = self._registry.steps["step"] if step.step_type != "step" else []
        return [*self._registry.steps[step.step_type], *general]

    def _id_of(self, matcher: Matcher) -> str:
        if id(matcher) not in self._ids:
            self._ids[id(matcher)] = self._id_generator.get_next_id()
            self._stream.send(step_definition=self._definition(matcher))
        return self._ids[id(matcher)]

    def _definition(self, matcher: Matcher) -> messages.StepDefinition:
        is_expression = hasattr(matcher, "cucumber_expression")
        return messages.StepDefinition(
            id=self._ids[id(matcher)],
            pattern=messages.StepDefinitionPattern(
                # The standard does not know behave's other matchers; each is a regular expression.
                source=matcher.pattern if is_expression else _regular_expression(matcher),
                type=EXPRESSION if is_expression else REGULAR,
            ),
            source_reference=source_of(matcher.func),
        )


def _arguments(matcher: Matcher, match: Match) -> messages.StepMatchArgumentsList:
    expression = getattr(matcher, "cucumber_expression", None)
    names = [kind.name or "" for kind in expression.parameter_types] if expression else []
    return messages.StepMatchArgumentsList(
        [
            messages.StepMatchArgument(
                group=_group(argument), parameter_type_name=names[index] if index < len(names) else None
            )
            for index, argument in enumerate(match.arguments or [])
        ]
    )


def _group(argument: Argument) -> messages.Group:
    """The text of an argument; an empty group if the pattern matched without it."""
    if argument.original is None:
        return messages.Group()
    return messages.Group(start=argument.start, value=argument.original)


def _regular_expression(matcher: Matcher) -> str:
    try:
        return matcher.regex_pattern
    except (AttributeError, NotImplementedError):
        return matcher.pattern
