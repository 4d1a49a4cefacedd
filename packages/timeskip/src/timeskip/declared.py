"""Attributes that a test sets are those that there are: a misspelt one would change nothing."""

from functools import cache
from typing import Any


class Declared:
    """Refuses to set an attribute that no class of the object declares."""

    def __setattr__(self, name: str, value: Any) -> None:
        """AttributeError for an unknown name."""
        if not (name.startswith("_") or hasattr(type(self), name) or name in _annotated(type(self))):
            known = ", ".join(sorted(_settable(type(self))))
            raise AttributeError(f"{type(self).__name__} has no {name!r} to set. It has: {known or 'nothing'}.")
        super().__setattr__(name, value)


@cache
def _annotated(kind: type) -> set[str]:
    return {name for each in kind.__mro__ for name in vars(each).get("__annotations__", ())}


def _settable(kind: type) -> set[str]:
    properties = {
        name
        for each in kind.__mro__
        for name, member in vars(each).items()
        if isinstance(member, property) and member.fset is not None
    }
    return {name for name in _annotated(kind) | properties if not name.startswith("_")}
