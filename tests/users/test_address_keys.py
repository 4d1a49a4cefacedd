"""The migration that fills the keys of e-mail addresses."""

import sqlite3
import subprocess
import sys

import pytest

from tests.database_file import ROOT, DatabaseFile
from tests.patience import LONGEST

UMLAUT, PUNYCODE = "omar@münchen.example", "omar@xn--mnchen-3ya.example"
INSERT_USER = (
    "INSERT INTO users_user (id, password, is_superuser, email, name, role, is_active, is_staff, rhythm, "
    "date_joined) VALUES (?, '!', 0, ?, 'Omar', 'borrower', 1, 0, 'single', '2025-03-03')"
)
INSERT_EMAIL = (
    "INSERT INTO users_emaildelivery (address, subject, template, template_version, context, dedupe_key, "
    "message_id, state, attempts, next_attempt_at, last_error, created_at) "
    "VALUES (?, 's', 't', '', '{}', '1', ?, 'sent', 1, '2025-03-03', '', '2025-03-03')"
)


def migrate(file: DatabaseFile) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", "migrate", "-v0", "users"]
    return subprocess.run(command, cwd=ROOT, env=file.env, capture_output=True, text=True, timeout=LONGEST)


@pytest.fixture
def file(old_database, tmp_path):
    """A database of the time when addresses had no keys."""
    return old_database(tmp_path / "before.sqlite3")


def test_migration_fills_every_key(file):
    with sqlite3.connect(file.path) as database:
        database.executemany(INSERT_USER, [(1, UMLAUT), (2, "Nora@Example.com")])
        emails = [(UMLAUT, "<1@x>"), ("Nora@Example.com", "<2@x>"), ("nora@example.com", "<3@x>")]
        database.executemany(INSERT_EMAIL, emails)
    assert migrate(file).returncode == 0
    with sqlite3.connect(file.path) as database:
        users = database.execute("SELECT email_key FROM users_user ORDER BY id").fetchall()
        sent = database.execute("SELECT address_key FROM users_emaildelivery ORDER BY id").fetchall()
    assert users == [(PUNYCODE,), ("nora@example.com",)]
    assert sent == [(PUNYCODE,), ("nora@example.com",), ("3#nora@example.com",)]


def test_migration_names_duplicate_logins(file):
    with sqlite3.connect(file.path) as database:
        database.executemany(INSERT_USER, [(7, UMLAUT), (8, PUNYCODE), (9, "nora@example.com")])
    done = migrate(file)
    assert done.returncode != 0
    assert "The users [7, 8] share addresses" in done.stderr
