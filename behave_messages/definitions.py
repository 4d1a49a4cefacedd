"""Step definitions and parameter types, and which of them read a step."""

import inspect
import os
from collections.abc import Callable
from typing import Any

import cucumber_messages as messages
from behave.matchers import Match, Matcher
from behave.model import Step
from behave.step_registry import StepRegistry
from gherkin.stream.id_generator import IdGenerator

from behave_messages.stream import MessageStream

EXPRESSION = messages.StepDefinitionPatternType.cucumber_expression
REGULAR = messages.StepDefinitionPatternType.regular_expression


def relative(path: str) -> str:
    """A file's path from the folder of the run, where it is below it."""
    found = os.path.relpath(path)
    return path if found.startswith("..") else found.replace(os.sep, "/")


def source_of(function: Callable) -> messages.SourceReference:
    """Where a function is written down."""
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
        self._ids: dict[int, str] = {}
        self._send_parameter_types(stream, ids)
        for matchers in registry.steps.values():
            for matcher in matchers:
                self._ids[id(matcher)] = ids.get_next_id()
                self._send(matcher, stream)

    def reading(self, step: Step, match: Match | None) -> list[tuple[str, Match]]:
        """The definition that behave has chosen for a step, with its match; none for an undefined step."""
        if match is None or match.func is None:
            return []
        own = [matcher for matcher in self._candidates(step) if matcher.func is match.func]
        # One function may have several patterns.
        chosen = own if len(own) == 1 else [matcher for matcher in own if matcher.match(step.name)]
        return [(self._ids[id(matcher)], match) for matcher in chosen[:1]]

    def all_reading(self, step: Step) -> list[tuple[str, Match]]:
        """Every definition that reads a step."""
        found = ((matcher, matcher.match(step.name)) for matcher in self._candidates(step))
        return [(self._ids[id(matcher)], match) for matcher, match in found if match]

    def find(self, step: Step) -> Match | None:
        """The match that behave would choose for a step that it did not come to."""
        return self._registry.find_match(step)

    def arguments(self, step: Step, match: Match) -> messages.StepMatchArgumentsList:
        """What a match takes out of a step's words, with the kinds of word."""
        names = self._parameter_types(step, match)
        found = [one for one in match.arguments or [] if one.original is not None]
        return messages.StepMatchArgumentsList(
            [
                messages.StepMatchArgument(
                    group=messages.Group(start=one.start, value=one.original),
                    parameter_type_name=names[index] if index < len(names) else None,
                )
                for index, one in enumerate(found)
            ]
        )

    def _candidates(self, step: Step) -> list[Matcher]:
        return [*self._registry.steps[step.step_type], *self._registry.steps["step"]]

    def _parameter_types(self, step: Step, match: Match) -> list[str]:
        for matcher in self._candidates(step):
            if matcher.func is match.func and hasattr(matcher, "cucumber_expression"):
                return [kind.name or "" for kind in matcher.cucumber_expression.parameter_types]
        return []

    def _send(self, matcher: Matcher, stream: MessageStream) -> None:
        is_expression = hasattr(matcher, "cucumber_expression")
        pattern = messages.StepDefinitionPattern(
            # The standard has no word for behave's other kinds; what they match is a regular expression.
            source=matcher.pattern if is_expression else _regular_expression(matcher),
            type=EXPRESSION if is_expression else REGULAR,
        )
        stream.send(
            step_definition=messages.StepDefinition(
                id=self._ids[id(matcher)], pattern=pattern, source_reference=source_of(matcher.func)
            )
        )

    def _send_parameter_types(self, stream: MessageStream, ids: IdGenerator) -> None:
        known: dict[str, Any] = {}
        for matchers in self._registry.steps.values():
            for matcher in matchers:
                expression = getattr(matcher, "cucumber_expression", None)
                for kind in expression.parameter_types if expression else ():
                    known[kind.name or ""] = kind
        for name, kind in known.items():
            if name in BUILT_IN:
                continue
            stream.send(
                parameter_type=messages.ParameterType(
                    id=ids.get_next_id(),
                    name=name,
                    regular_expressions=list(kind.regexps),
                    prefer_for_regular_expression_match=bool(kind.prefer_for_regexp_match),
                    use_for_snippets=bool(kind.use_for_snippets),
                )
            )


# Cucumber's own kinds of word, which the standard does not announce.
BUILT_IN = {
    *("", "int", "float", "word", "string", "double", "bigdecimal"),
    *("byte", "short", "long", "biginteger"),
}


def _regular_expression(matcher: Matcher) -> str:
    try:
        return matcher.regex_pattern
    except (AttributeError, NotImplementedError):
        return matcher.pattern
