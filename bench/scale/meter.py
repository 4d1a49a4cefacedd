"""Seconds, queries and memory of a block."""

import resource
import time
from dataclasses import dataclass

from django.db import connection


@dataclass
class Meter:
    """Measures its `with` block. `megabytes` is the increase of the process's peak memory."""

    seconds: float = 0
    queries: int = 0
    megabytes: float = 0

    def __enter__(self) -> "Meter":
        self._peak = _peak()
        self._counting = connection.execute_wrapper(self._count)
        self._counting.__enter__()
        self._began = time.perf_counter()
        return self

    def __exit__(self, *error) -> None:
        self.seconds = time.perf_counter() - self._began
        self._counting.__exit__(*error)
        self.megabytes = _peak() - self._peak

    def _count(self, execute, *arguments):
        self.queries += 1
        return execute(*arguments)


class Stopwatch:
    """Replaces a function and adds up how long its calls take."""

    def __init__(self, function) -> None:
        self._function = function
        self.seconds = 0.0

    def __call__(self, *args, **kwargs):
        began = time.perf_counter()
        try:
            return self._function(*args, **kwargs)
        finally:
            self.seconds += time.perf_counter() - began


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
