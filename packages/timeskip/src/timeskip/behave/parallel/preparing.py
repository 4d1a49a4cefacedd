"""Formatters that write in the workers read features in the run's own process, while the workers run."""

import pickle
from collections.abc import Iterable, Mapping
from typing import Any

from behave.model import Feature


class Preparation:
    """What joined formatters have read of each feature, to be sent to workers."""

    def __init__(self, formatters: Mapping[int, Any], features: Iterable[Feature]) -> None:
        self._formatters = formatters
        self._left = {id(feature): feature for feature in features} if formatters else {}
        self._done: dict[int, bytes] = {}

    @property
    def is_left(self) -> bool:
        """Whether there is a feature that has not been read."""
        return bool(self._left)

    @property
    def done(self) -> set[int]:
        """The identities of the features that have been read: a worker that begins now knows them."""
        return set(self._done)

    def go_on(self) -> None:
        """Read the next feature."""
        self._read(next(iter(self._left.values())))

    def of(self, feature: Feature) -> bytes | None:
        """Return what a worker has to know of a feature, pickled; None where formatters tell nothing of it."""
        if id(feature) in self._left:
            self._read(feature)
        return self._done.get(id(feature))

    def _read(self, feature: Feature) -> None:
        del self._left[id(feature)]
        parts = {index: formatter.prepare(feature) for index, formatter in self._formatters.items()}
        self._done[id(feature)] = pickle.dumps(parts)


def tell(prepared: bytes, formatters: Mapping[int, Any]) -> None:
    """Tell a worker's formatters what the run's have read of a feature."""
    for index, part in pickle.loads(prepared).items():  # noqa: S301 from the run's own process
        formatters[index].know(part)
