"""What is below a step: a table or a text that its phrase does not read would prove nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from behave.model import Step

_BELOW = {"table": "the table", "text": "the text"}


@contextmanager
def watched(context: Any) -> Iterator[set[str]]:
    """Collect the names that are read of behave's context while this lasts, through whatever reference."""
    read: set[str] = set()
    own = type(context)

    class Watched(own):
        def __getattr__(self, name: str) -> Any:
            read.add(name)
            return super().__getattr__(name)

    # The context's own __setattr__ would take the class for a value of the scenario.
    object.__setattr__(context, "__class__", Watched)
    try:
        yield read
    finally:
        object.__setattr__(context, "__class__", own)


def require_all_read(step: Step, read: set[str]) -> None:
    """Fail where something is below the step and its definition has not read it."""
    for name, what in _BELOW.items():
        if getattr(step, name) is not None and name not in read:
            raise AssertionError(f"This phrase does not read {what} below it, so nothing of it was checked.")
