"""What is below a step: a table or a text that its phrase does not read would prove nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from behave.model import Step

# Of a context, while it is watched: the names that were read of it.
_READ = "_timeskip_read"
_BELOW = {"table": "the table", "text": "the text"}


@contextmanager
def watched(context: Any) -> Iterator[set[str]]:
    """Collect the names that are read of behave's context while this lasts, through whatever reference."""
    own = type(context)
    # The context's own __setattr__ would take these for values of the scenario.
    object.__setattr__(context, "__class__", _watched(own))
    before, read = vars(context).get(_READ, set()), set()
    vars(context)[_READ] = read
    try:
        yield read
    finally:
        object.__setattr__(context, "__class__", own)
        # A step may run others: what they read it has read.
        before |= read
        vars(context)[_READ] = before


@cache
def _watched(own: type) -> type:
    class Watched(own):
        def __getattr__(self, name: str) -> Any:
            vars(self)[_READ].add(name)
            return super().__getattr__(name)

    return Watched


def require_all_read(step: Step, read: set[str]) -> None:
    """Fail where something is below the step and its definition has not read it."""
    for name, what in _BELOW.items():
        if getattr(step, name) is not None and name not in read:
            raise AssertionError(f"This phrase does not read {what} below it, so nothing of it was checked.")
