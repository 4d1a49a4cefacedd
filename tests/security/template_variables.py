"""Which fields of which models a template uses, through loops, `with` and relations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.loader import get_template
from django.template.smartif import TokenBase

# What a variable holds: the name of a model for its rows, names and what they hold, or nothing of a row.
Held = str | Mapping[str, "Held"] | None
MODELS = {
    model.__name__: model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("applications", "users")
}


ALWAYS_THERE: Mapping[str, Held] = dict.fromkeys(("forloop", "block", "True", "False", "None"))


class Unknown(Exception):
    """A template names a variable of which nobody has said what it holds."""


def fields_named(template: str, variables: Mapping[str, Held]) -> set[tuple[str, str]]:
    """The fields that a template names, as (model, field).

    `variables` says what each variable of its context holds. Raises Unknown for one that is not there.
    """
    return set(_walk(get_template(template).template.nodelist, {**ALWAYS_THERE, **variables}))


def held_by(thing: Held, field: str) -> tuple[str, Held]:
    """The name of a field, and what it holds."""
    name = field.removeprefix("get_").removesuffix("_display")
    if not isinstance(thing, str):
        if thing is not None and field not in thing:
            raise Unknown(f"{field!r} is not among {', '.join(thing)}")
        return name, thing and thing[field]
    try:
        related = MODELS[thing]._meta.get_field(name).related_model
    except FieldDoesNotExist:
        # A reverse relation without a name of its own, a property, or what a selector has added.
        related = getattr(getattr(getattr(MODELS[thing], name, None), "rel", None), "related_model", None)
    return name, related.__name__ if related and related.__name__ in MODELS else None


def _walk(nodes: NodeList | list[Node], scope: dict[str, Held]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        inner = scope
        if isinstance(node, ForNode):
            element = _held(node.sequence, scope) if len(node.loopvars) == 1 else None
            inner = {**scope, **dict.fromkeys(node.loopvars, element)}
        elif isinstance(node, WithNode):
            inner = {**scope, **{name: _held(one, scope) for name, one in node.extra_context.items()}}
        for expression in _expressions(list(vars(node).values())):
            yield from _fields(expression, scope)
        if getattr(node, "asvar", None):
            scope = {**scope, node.asvar: None}
        for value in vars(node).values():
            yield from _walk_inside(value, inner)


def _walk_inside(value: Any, scope: dict[str, Held]) -> Iterator[tuple[str, str]]:
    if isinstance(value, NodeList):
        yield from _walk(value, scope)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _walk_inside(one, scope)


def _expressions(value: Any) -> Iterator[Variable]:
    match value:
        case FilterExpression():
            yield from _expressions([value.var, [argument for _, args in value.filters for argument in args]])
        case Variable():
            yield value
        case TokenBase():
            yield from _expressions([getattr(value, name, None) for name in ("first", "second", "value")])
        case NodeList():
            return
        case list() | tuple():
            for one in value:
                yield from _expressions(one)
        case dict():
            yield from _expressions(list(value.values()))


def _held(expression: FilterExpression, scope: Mapping[str, Held]) -> Held:
    """What an expression holds, filters aside."""
    if not isinstance(expression.var, Variable) or expression.var.lookups is None:
        return None
    *_, (_, held) = _path(expression.var.lookups, scope)
    return held


def _fields(variable: Variable, scope: Mapping[str, Held]) -> Iterator[tuple[str, str]]:
    return (field for field, _ in _path(variable.lookups or ("None",), scope) if field is not None)


def _path(lookups: Sequence[str], scope: Mapping[str, Held]) -> Iterator[tuple[tuple[str, str] | None, Held]]:
    """Each step of a variable: the field that it names, where that is a row's, and what that holds."""
    root, *fields = lookups
    if root not in scope:
        raise Unknown(f"nobody has said what {root!r} holds")
    held = scope[root]
    yield None, held
    for field in fields:
        thing = held
        name, held = held_by(thing, field)
        yield ((thing, name) if isinstance(thing, str) else None), held
