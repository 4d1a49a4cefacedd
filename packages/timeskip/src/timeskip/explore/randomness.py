"""Generated values that are the same each time a story is told: ids, tokens, salts."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import shake_128
from typing import Any
from unittest.mock import patch


@dataclass
class _Source:
    """How often a story has asked for random bytes."""

    asked: int = 0

    def urandom(self, size: int) -> bytes:
        self.asked += 1
        return shake_128(str(self.asked).encode()).digest(size)


_SOURCE = _Source()


@contextmanager
def repeated() -> Iterator[None]:
    """While this lasts, what is generated is the same as in every other story that asks for as much."""
    before = mark()
    random.seed(0)
    _SOURCE.asked = 0
    try:
        # `random` has a name of its own for it.
        with patch.object(os, "urandom", _SOURCE.urandom), patch.object(random, "_urandom", _SOURCE.urandom):
            yield
    finally:
        back_to(before)


def mark() -> tuple[int, Any]:
    """Return how much has been generated so far."""
    return _SOURCE.asked, random.getstate()


def back_to(marked: tuple[int, Any]) -> None:
    """Generate again what was generated after a mark."""
    _SOURCE.asked, state = marked
    random.setstate(state)
