"""Seconds, queries and memory of a block."""

import resource
import time
from dataclasses import dataclass

from django.db import connection

from bench.processor_time import processor_seconds_of


@dataclass
class Meter:
    """Measures its `with` block. `megabytes` is the increase of the process's peak memory.

    `processor_seconds` are those of this process and of its PostgreSQL server process.
    """

    seconds: float = 0
    processor_seconds: float = 0
    queries: int = 0
    megabytes: float = 0

    def __enter__(self) -> "Meter":
        self._peak = _peak()
        self._counting = connection.execute_wrapper(self._count)
        self._counting.__enter__()
        self._used = processor_seconds()
        self._began = time.perf_counter()
        return self

    def __exit__(self, *error) -> None:
        self.seconds = time.perf_counter() - self._began
        self._counting.__exit__(*error)
        self.processor_seconds = processor_seconds() - self._used
        self.megabytes = _peak() - self._peak

    def _count(self, execute, *arguments):
        self.queries += 1
        return execute(*arguments)


def processor_seconds() -> float:
    """Those of this process and of its PostgreSQL server process, so far."""
    server = _server_process()
    return time.process_time() + (processor_seconds_of(server) if server else 0)


def _server_process() -> int | None:
    """The process id of the PostgreSQL server on this connection, which runs on the same machine."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    return connection.connection.info.backend_pid


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
