"""Migrations make the same tables on SQLite as the models, constraints too, wherever a database begins."""

import re
import sqlite3
from importlib import import_module
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tests.database_file import migrate

SQUASHED = {
    app: import_module(f"{app}.migrations.{name}").Migration(name, app)
    for app, name in {
        "users": "0001_squashed_0010_what_pages_look_up",
        "applications": "0001_squashed_0028_idempotency_keys",
    }.items()
}
EVERYWHERE = [(app, done) for app, one in SQUASHED.items() for done in range(len(one.replaces) + 1)]


def shape_of(statements):
    """Every table and index by name, with its columns and constraints in alphabetical order."""
    return {name: sorted(re.split(r",(?![^()]*\))|[()\s]+", sql)) for name, sql in statements if sql}


@pytest.fixture(params=["new", "old"])
def file(request, tmp_path):
    """A new database, and one that had been migrated before there were squashed migrations."""
    path = tmp_path / "crm.sqlite3"
    if request.param == "new":
        return request.getfixturevalue("migrated")(path)
    return migrate(request.getfixturevalue("old_database")(path).path)


@pytest.mark.django_db
def test_migrated_tables_equal_the_models(file):
    query = (
        "SELECT name, sql FROM sqlite_master WHERE tbl_name GLOB 'users_*' OR tbl_name GLOB 'applications_*'"
    )
    with sqlite3.connect(file.path) as database:
        ours = shape_of(database.execute(query))
    with connection.cursor() as cursor:
        cursor.execute(query)
        theirs = shape_of(cursor.fetchall())
    assert len(theirs) > 50
    assert ours == theirs


@pytest.mark.parametrize(("app", "done"), EVERYWHERE)
def test_a_database_goes_on_from_where_it_is(app, done):
    squashed = SQUASHED[app]
    applied = dict.fromkeys(squashed.replaces[:done])
    if app == "applications":
        applied |= dict.fromkeys(SQUASHED["users"].replaces)
    with patch.object(MigrationRecorder, "applied_migrations", lambda recorder: applied):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes(app))
    found = [(one.app_label, one.name) for one, _ in plan if one.app_label == app]
    left = squashed.replaces[done:] if done else [(app, squashed.name)]
    written = {key for key in executor.loader.disk_migrations if key[0] == app}
    later = written - {*squashed.replaces, (app, squashed.name)}
    assert found[: len(left)] == left
    assert sorted(found[len(left) :]) == sorted(later)
