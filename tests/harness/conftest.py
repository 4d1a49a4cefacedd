"""A database that exists before the run."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness.behave_run import ROOT


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


@pytest.fixture
def db_file(tmp_path) -> DatabaseFile:
    file = DatabaseFile(tmp_path / "existing.sqlite3")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=file.env, check=True, timeout=120
    )
    return file
