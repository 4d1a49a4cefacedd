"""Generated values that are the same each time a story is told: ids, tokens, salts."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import shake_128
from unittest.mock import patch


@contextmanager
def repeated() -> Iterator[None]:
    """While this lasts, what is generated is the same as in every other story that asks for as much."""
    asked = 0

    def urandom(size: int) -> bytes:
        nonlocal asked
        asked += 1
        return shake_128(str(asked).encode()).digest(size)

    before = random.getstate()
    random.seed(0)
    try:
        # `random` has a name of its own for it.
        with patch.object(os, "urandom", urandom), patch.object(random, "_urandom", urandom):
            yield
    finally:
        random.setstate(before)
