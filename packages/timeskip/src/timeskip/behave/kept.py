"""What one run keeps for the next, in the folder `.timeskip_cache`: test databases, and that checks found nothing.

A run takes only what was made from the very same project. Two runs at once disturb each other in nothing: each writes
a file of its own and then gives it its name. The folder may be deleted at any time.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeskip.behave.fingerprint import are_as_imported, fingerprint, project_files

FOLDER = Path(".timeskip_cache")
# Test databases of a project as it was lately, such as those of two branches.
MOST_DATABASES = 5
_DIGEST = sha256().digest_size
_CHECKS = "checks"


def checks_found_nothing() -> bool:
    """Whether system checks have found nothing in this very project, by the files that they looked at."""
    record = _read(_CHECKS)
    if record is None:
        return False
    before, *files = record.decode().split("\n")
    return fingerprint(project_files().union(files)) == before


def keep_that_checks_found_nothing() -> None:
    """Spare the next run of this very project its system checks."""
    # What they have imported, such as views, is a part of what they looked at.
    files = project_files()
    if are_as_imported(files):
        _write(_CHECKS, "\n".join([fingerprint(files), *sorted(files)]).encode())


@contextmanager
def kept_databases() -> Iterator[None]:
    """While this lasts, SQLite's test databases in memory are copies of what an earlier run has kept, or are kept."""
    with _patched(list(connections.all())):
        yield


@contextmanager
def _patched(rest: list[BaseDatabaseWrapper]) -> Iterator[None]:
    if not rest:
        yield
        return
    connection, *others = rest
    creation: Any = connection.creation

    def create(**options: Any) -> str:
        return _create(connection, make, **options)

    make = creation.create_test_db
    can_keep = connection.vendor == "sqlite" and hasattr(sqlite3.Connection, "deserialize")
    with patch.object(creation, "create_test_db", create if can_keep else make), _patched(others):
        yield


def _create(connection: BaseDatabaseWrapper, make: Any, **options: Any) -> str:
    creation: Any = connection.creation
    name = creation._get_test_db_name()
    if not creation.is_in_memory_db(name):
        return make(**options)
    files = project_files()
    file = f"database-{connection.alias}-{fingerprint(files)}"
    content = _read(file)
    if content is None:
        make(**options)
        if are_as_imported(files):
            _write(file, connection.connection.serialize())
            _remove_old(f"database-{connection.alias}-*")
        return name
    if options.get("verbosity", 1) >= 1:
        creation.log(f"Copying the test database of an earlier run for alias '{connection.alias}'...")
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content)
        # Other threads share the database by its name, which deserialize() would take from it.
        copy.backup(connection.connection)
    return name


def _read(name: str) -> bytes | None:
    """Return what was kept; None where nothing is, or where it is not what was written."""
    try:
        whole = (FOLDER / name).read_bytes()
    except OSError:
        return None
    digest, content = whole[:_DIGEST], whole[_DIGEST:]
    return content if sha256(content).digest() == digest else None


def _write(name: str, content: bytes) -> None:
    """Keep something; nothing is kept where the folder cannot be written."""
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / ".gitignore").write_text("*\n", encoding="utf-8")
        descriptor, temporary = tempfile.mkstemp(dir=FOLDER)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sha256(content).digest() + content)
        os.replace(temporary, FOLDER / name)


def _remove_old(pattern: str) -> None:
    with suppress(OSError):
        newest_first = sorted(FOLDER.glob(pattern), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in newest_first[MOST_DATABASES:]:
            file.unlink(missing_ok=True)
