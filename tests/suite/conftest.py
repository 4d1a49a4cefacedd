"""A database that exists before the run."""

import pytest

from tests.database_file import DatabaseFile, migrated


@pytest.fixture
def db_file(tmp_path) -> DatabaseFile:
    return migrated(tmp_path / "existing.sqlite3")
