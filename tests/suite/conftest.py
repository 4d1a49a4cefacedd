"""The dictionary of the features, and a database that exists before the run."""

import pytest
from behave.step_registry import StepRegistry

from tests.database_file import DatabaseFile
from tests.suite.behave_run import ROOT
from timeskip.gherkin import dictionary


@pytest.fixture(scope="session")
def registry() -> StepRegistry:
    # behave knows each word once in a process.
    return dictionary.load(ROOT / "features")


@pytest.fixture
def db_file(migrated, tmp_path) -> DatabaseFile:
    return migrated(tmp_path / "existing.sqlite3")
