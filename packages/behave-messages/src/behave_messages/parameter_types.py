"""The parameter types in the cucumber expressions of a run."""

from typing import Any

import cucumber_messages as messages
from behave.step_registry import StepRegistry
from gherkin.stream.id_generator import IdGenerator

from behave_messages.stream import MessageStream

# Cucumber's own types, which are not sent.
BUILT_IN = {
    *("", "int", "float", "word", "string", "double", "bigdecimal"),
    *("byte", "short", "long", "biginteger"),
}


def send_parameter_types(registry: StepRegistry, stream: MessageStream, ids: IdGenerator) -> None:
    """Send each parameter type that the project defines and a step definition uses."""
    known: dict[str, Any] = {}
    for matchers in registry.steps.values():
        for matcher in matchers:
            expression = getattr(matcher, "cucumber_expression", None)
            for kind in expression.parameter_types if expression else ():
                known[kind.name or ""] = kind
    for name, kind in known.items():
        if name not in BUILT_IN:
            stream.send(
                parameter_type=messages.ParameterType(
                    id=ids.get_next_id(),
                    name=name,
                    regular_expressions=list(kind.regexps),
                    prefer_for_regular_expression_match=bool(kind.prefer_for_regexp_match),
                    use_for_snippets=bool(kind.use_for_snippets),
                )
            )
