"""Fixtures that several folders share."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from features.drivers import factories
from tests.database_file import DatabaseFile, migrate, migrate_one_by_one


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker):
    """Keeps rows of a module's fixtures until its last test; each test's own rows are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stack():
    """The embedded stack, prepared as for a run of features; afterwards everything is as it was."""
    # Most tests need none of these, and they take a while to load.
    from features.project import PROJECT
    from timeskip.stacks.embedded import Embedded
    from users import slots, turns

    as_before = (
        patch.object(turns, "REST", turns.REST),
        patch.multiple(slots, RENEWAL=slots.RENEWAL, LEASE=slots.LEASE),
    )
    with override_settings(**PROJECT.overrides), as_before[0], as_before[1]:
        stack = Embedded.of(PROJECT)
        yield stack
        stack.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Callable[[Path], DatabaseFile]:
    """Puts a migrated SQLite file at a path: a copy, because to migrate takes seconds."""
    made = migrate(tmp_path_factory.mktemp("migrated") / "crm.sqlite3").path
    return lambda path: DatabaseFile(Path(shutil.copy(made, path)))


@pytest.fixture(scope="session")
def old_database(tmp_path_factory) -> Callable[[Path], DatabaseFile]:
    """Puts a SQLite file at a path that has only the first migrations, and no keys of e-mail addresses."""
    path = tmp_path_factory.mktemp("old") / "crm.sqlite3"
    made = migrate_one_by_one(path, users="0004_told_once_by_key", applications="0002_initial").path
    return lambda path: DatabaseFile(Path(shutil.copy(made, path)))


@pytest.fixture
def application(db):
    """Omar's application."""
    omar = factories.BorrowerFactory(name="Omar")
    return factories.ApplicationFactory(reference="HL-OMAR", borrowers=[omar])


@pytest.fixture
def application_instance(db):
    """An application whose broker is the only person concerned: no borrower, and a BDM without a login."""
    bdm = factories.BDMFactory(user=None)
    return factories.ApplicationFactory(broker=factories.BrokerFactory(primary_bdm=bdm))


@pytest.fixture
def repayment_instance(db):
    """A repayment of a funded loan with one borrower."""
    application = factories.ApplicationFactory(stage="funded", borrowers=[factories.BorrowerFactory()])
    return factories.RepaymentFactory(application=application, due_date=datetime.date(2025, 4, 1))
