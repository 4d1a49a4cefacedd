"""A list that keeps its newest items, for stories that are too long to keep everything."""

from typing import SupportsIndex, TypeVar

Item = TypeVar("Item")


class Latest(list[Item]):
    """A list that keeps at least `most` of its newest items, and at most twice as many; all of them without `most`."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self._most = most

    def append(self, item: Item) -> None:
        super().append(item)
        if self._most and len(self) > 2 * self._most:
            del self[: -self._most]

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple:
        return list, (list(self),)
