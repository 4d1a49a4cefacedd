"""Which e-mails, notifications and live messages a scenario has spoken of: one rule for all of them."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any


class SpokenOf:
    """The things of one kind that steps have named or counted.

    A step that says the words of a thing names it, and no step can name it again. A step that counts counts
    what no step has named. “No further” is: none but those that a step has named or counted.
    """

    def __init__(self, key: Callable[[Any], Hashable]) -> None:
        self._key = key
        self._named: set[Hashable] = set()
        self._counted: set[Hashable] = set()

    def name(self, *things: Any) -> None:
        """Take these: a step has said what they say."""
        self._named.update(map(self._key, things))

    def count(self, things: Iterable[Any]) -> list[Any]:
        """Return those that no step has named, and count them."""
        unnamed = self.unnamed(things)
        self._counted.update(map(self._key, unnamed))
        return unnamed

    def is_named(self, thing: Any) -> bool:
        """Whether a step has named a thing."""
        return self._key(thing) in self._named

    def unnamed(self, things: Iterable[Any]) -> list[Any]:
        """Return those that no step has named."""
        return [thing for thing in things if not self.is_named(thing)]

    def further(self, things: Iterable[Any]) -> list[Any]:
        """Return those that no step has named or counted."""
        return [thing for thing in self.unnamed(things) if self._key(thing) not in self._counted]
