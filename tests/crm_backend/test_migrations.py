"""The migrations make the same tables on SQLite as the models, including constraints."""

import re
import sqlite3

import pytest
from django.db import connection


def shape_of(statements):
    """Every table and index by name, with its columns and constraints in alphabetical order."""
    return {name: sorted(re.split(r",(?![^()]*\))|[()\s]+", sql)) for name, sql in statements if sql}


@pytest.mark.django_db
def test_migrated_tables_equal_the_models(migrated, tmp_path):
    file = migrated(tmp_path / "migrated.sqlite3")
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
