"""Stand-ins for names of other libraries. Each story puts fifty in place: `unittest.mock` takes ten times as long."""

from types import TracebackType
from typing import Any

_MISSING = object()


class StandIn:
    """While this lasts, an attribute of a class, a module or an object is another."""

    def __init__(self, place: Any, name: str, ours: Any) -> None:
        self._place, self._name, self._ours = place, name, ours

    def __enter__(self) -> None:
        # Past descriptors.
        self._before = vars(self._place).get(self._name, _MISSING)
        if self._before is _MISSING:
            # AttributeError where it is not inherited either.
            getattr(self._place, self._name)
        setattr(self._place, self._name, self._ours)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._before is _MISSING:
            delattr(self._place, self._name)
        else:
            setattr(self._place, self._name, self._before)
