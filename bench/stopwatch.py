"""Processor seconds spent in functions."""

import time
from functools import wraps


class Stopwatch:
    """Processor seconds spent in the functions that it wraps; one that calls another counts once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0

    def around(self, function):
        @wraps(function)
        def timed(*args, **kwargs):
            # No frozen clock replaces process_time.
            begun = time.process_time()
            self._depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += time.process_time() - begun

        return timed
