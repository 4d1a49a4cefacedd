"""What is below a step: a table or a text that its phrase does not read would prove nothing."""

from typing import Any

from behave.model import Step

_BELOW = {"table": "the table", "text": "the text"}


class WatchedContext:
    """behave's context, which remembers whether the step definition has asked for what is below the step."""

    def __init__(self, context: Any) -> None:
        vars(self).update(_context=context, _read=set())

    def __getattr__(self, name: str) -> Any:
        self._read.add(name)
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._context, name)

    def __contains__(self, name: str) -> bool:
        return name in self._context

    def require_all_read(self, step: Step) -> None:
        """Fail where something is below the step and its definition has not asked for it."""
        for name, what in _BELOW.items():
            if getattr(step, name) is not None and name not in self._read:
                raise AssertionError(f"This phrase does not read {what} below it, so nothing of it was checked.")
