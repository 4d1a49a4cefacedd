"""A migrated SQLite file, for runs and servers in other processes."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.patience import LONGEST

ROOT = Path(__file__).parents[1]
# By name a replaced migration cannot be asked for any more: `migrate` takes the one that replaces it.
ONE_BY_ONE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate({targets})
"""


@dataclass
class DatabaseFile:
    """A migrated SQLite file, and the environment that names it."""

    path: Path

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": f"sqlite:///{self.path}"}

    def count(self, table: str) -> int:
        with sqlite3.connect(self.path) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 a test's own word


def migrate(path: Path) -> DatabaseFile:
    """Make the tables in a new file, in a process of its own; the fixture `migrated` copies such a file."""
    file = DatabaseFile(path)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"],
        cwd=ROOT,
        env=file.env,
        check=True,
        timeout=LONGEST,
    )
    return file


def migrate_one_by_one(path: Path, **targets: str) -> DatabaseFile:
    """Make the tables in a new file up to a migration of each app, without squashed migrations."""
    file = DatabaseFile(path)
    printed_by(ONE_BY_ONE.format(targets=list(targets.items())), file.env)
    return file


def printed_by(code: str, environment: dict[str, str]) -> list[str]:
    """The words that some Python code prints in the product's shell, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    return done.stdout.split()
