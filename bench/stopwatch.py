"""Seconds spent in functions."""

import time
from collections.abc import Callable
from functools import wraps


class Stopwatch:
    """Seconds spent in the functions that it wraps; one that calls another counts once.

    They are those of its clock: of this process's processor, which no frozen clock replaces, or another.
    """

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self.seconds = 0.0
        self._clock = clock
        self._depth = 0

    def around(self, function):
        @wraps(function)
        def timed(*args, **kwargs):
            begun = self._clock()
            self._depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += self._clock() - begun

        return timed
