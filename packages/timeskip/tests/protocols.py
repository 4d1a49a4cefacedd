"""Whether an object keeps a protocol: every member, with its parameters, and those of its parts."""

import inspect
from typing import Any, get_type_hints


def broken_promises(protocol: type, instance: Any) -> list[str]:
    """Return a sentence for each thing that a protocol promises and an object does not keep."""
    who = type(instance).__name__
    broken: list[str] = []
    for name, kind in get_type_hints(protocol).items():
        if not hasattr(instance, name):
            broken.append(f"{who} has no {name}.")
        elif getattr(kind, "_is_protocol", False):
            broken += broken_promises(kind, getattr(instance, name))
    for name, member in vars(protocol).items():
        if isinstance(member, property) and not hasattr(instance, name):
            broken.append(f"{who} has no {name}.")
        elif inspect.isfunction(member) and not name.startswith("_"):
            kept = getattr(type(instance), name, None)
            broken += [f"{who}.{name} {words}" for words in _differences(member, kept)]
    return broken


def _differences(promised: Any, kept: Any) -> list[str]:
    if kept is None:
        return ["is missing."]
    ours = dict(inspect.signature(kept).parameters)
    found = []
    for name, parameter in inspect.signature(promised).parameters.items():
        own = ours.pop(name, None)
        has_default = parameter.default is not inspect.Parameter.empty
        if own is None or own.kind is not parameter.kind:
            found.append(f"takes no {name} as promised.")
        elif has_default and own.default is inspect.Parameter.empty:
            found.append(f"has no default for {name}.")
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    needed = [name for name, own in ours.items() if own.default is inspect.Parameter.empty and own.kind not in variable]
    return found + [f"needs {name}, of which nobody knows." for name in needed]
