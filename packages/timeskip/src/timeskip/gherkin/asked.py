"""Whether a hamcrest matcher that has matched asks for something: `has_items()` and `contains_string("")` do not.

What cannot be decided counts: a right Then that fails costs more than an empty one that passes.
"""

from collections.abc import Generator, Sized
from itertools import chain
from typing import Any

from hamcrest.core.core.allof import AllOf
from hamcrest.core.core.anyof import AnyOf
from hamcrest.core.core.described_as import DescribedAs
from hamcrest.core.core.is_ import Is
from hamcrest.core.core.isanything import IsAnything
from hamcrest.core.core.isnot import IsNot
from hamcrest.library.collection.isin import IsIn

# hamcrest's matchers that look for something inside a value. Only these may find nothing to look at or for.
_INSIDE = ("hamcrest.library.collection.", "hamcrest.library.text.")
# No collection and no text is as long as each of these.
_SIZES = (0, 1, 10_000)


def peeked(actual: Any) -> tuple[Any, bool]:
    """Return a value, and whether nothing is in it; a generator is given back with its first item."""
    if not isinstance(actual, Generator):
        return actual, isinstance(actual, Sized) and len(actual) == 0
    for first in actual:
        return chain([first], actual), False
    return actual, True


def asks(matcher: Any, actual: Any, *, is_empty: bool) -> bool:
    """Whether the match of a value could have failed; `is_empty` says that nothing is in the value."""
    matcher = _unwrapped(matcher)
    if isinstance(matcher, AllOf | AnyOf):
        return any(asks(one, actual, is_empty=is_empty) for one in matcher.matchers)
    if isinstance(matcher, IsAnything):
        return False
    if isinstance(matcher, IsNot):
        # Nothing has no item, and an empty text no word.
        return not is_empty or _looks_at_the_whole(matcher.matcher)
    # Matchers of other origin are not tried: one may wait for what it asks for.
    return not type(matcher).__module__.startswith(_INSIDE) or not _matches_all(matcher, actual)


def _unwrapped(matcher: Any) -> Any:
    while isinstance(matcher, Is | DescribedAs):
        matcher = matcher.matcher
    return matcher


def _looks_at_the_whole(matcher: Any) -> bool:
    matcher = _unwrapped(matcher)
    if isinstance(matcher, AllOf | AnyOf):
        return all(map(_looks_at_the_whole, matcher.matchers))
    module = type(matcher).__module__
    return module.startswith("hamcrest.") and (not module.startswith(_INSIDE) or isinstance(matcher, IsIn))


def _matches_all(matcher: Any, actual: Any) -> bool:
    try:
        return all(matcher.matches(other) for other in _something_else(actual))
    except Exception:
        # It has looked at what it was given.
        return False


def _something_else(actual: Any) -> list[Any]:
    """Return what no test expects, of the same kind, in several sizes."""
    if isinstance(actual, str):
        return ["\0" * size for size in _SIZES]
    if isinstance(actual, dict):
        return [{object(): object() for _ in range(size)} for size in _SIZES]
    if isinstance(actual, list | tuple | set | frozenset):
        return [type(actual)(object() for _ in range(size)) for size in _SIZES]
    return [object()]
