"""A copy of the test databases for each worker. On the real stack each has its own, which its processes use, already.

A database of SQLite in memory comes along with the fork. Others are copied by Django's own means, PostgreSQL's with
CREATE DATABASE … TEMPLATE.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.creation import BaseDatabaseCreation

from timeskip.stacks.running import REAL, name_of_the_run


@contextmanager
def copies(count: int) -> Iterator[None]:
    """While this lasts there are `count` copies of each test database, and the run is connected to none."""
    if name_of_the_run() == REAL:
        connections.close_all()
        yield
        return
    made: list[tuple[BaseDatabaseWrapper, str]] = []
    try:
        for connection in _unique():
            for number in range(1, count + 1):
                connection.creation.clone_test_db(suffix=str(number), verbosity=0)
                made.append((connection, str(number)))
            # Neither side of a fork may use a connection of the other.
            connection.close()
        yield
    finally:
        for connection, suffix in made:
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def use_copy(number: int) -> None:
    """Let a worker use its own copies, counted from 1."""
    if name_of_the_run() == REAL:
        from timeskip.stacks.real.own_processes import use_processes

        use_processes(number)
        return
    for connection in connections.all():
        if not _is_in_memory(connection):
            # SQLite's own asks how multiprocessing starts processes by default, and these are forked.
            BaseDatabaseCreation.setup_worker_connection(connection.creation, number)


def _unique() -> list[BaseDatabaseWrapper]:
    """Return a connection for each database that a fork does not copy; several aliases may be one database."""
    found = {}
    for connection in connections.all():
        if not _is_in_memory(connection):
            found.setdefault(connection.creation.test_db_signature(), connection)
    return list(found.values())


def _is_in_memory(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "sqlite" and connection.is_in_memory_db()
