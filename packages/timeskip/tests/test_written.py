"""The processes of a real stack tell the run which tables they write to."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from project.notes.models import Name, Note

pytest.importorskip("redis", reason="The real stack needs redis: pip install timeskip[stacks]")

from timeskip.stacks.real.written import WrittenTables

NOTES = '"notes_note"'
pytestmark = pytest.mark.django_db


class Told:
    """The run's side: what was told outside of tasks."""

    def __init__(self) -> None:
        self.at_once: list[list[str]] = []

    def wrote(self, tables: list[str]) -> None:
        self.at_once.append(tables)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def written(told: Told) -> Iterator[WrittenTables]:
    """What this test's connection writes."""
    requests: Any = told
    written = WrittenTables(requests)
    before = list(connection.execute_wrappers)
    # As Django does each time the connection is opened.
    written._watch(connection)
    written._watch(connection)
    yield written
    connection.execute_wrappers[:] = before


def test_a_task_tells_at_its_end(written: WrittenTables, told: Told) -> None:
    written.begin()
    Note.objects.create(text="new")
    Note.objects.exists()
    Name.objects.all().delete()
    assert (written.end(), told.at_once) == (['"notes_name"', NOTES], [])


def test_the_next_task_tells_its_own(written: WrittenTables) -> None:
    written.begin()
    Note.objects.create(text="new")
    written.end()
    written.begin()
    Note.objects.exists()
    assert written.end() == []


def test_outside_of_tasks_it_is_told_at_once_and_once(written: WrittenTables, told: Told) -> None:
    Note.objects.create(text="new")
    Note.objects.exists()
    assert told.at_once == [[NOTES]]


def test_a_wrapper_around_the_opening_of_a_connection_takes_only_itself_away(told: Told) -> None:
    requests: Any = told
    written = WrittenTables(requests)
    with connection.execute_wrapper(lambda execute, *args: execute(*args)):
        written._watch(connection)
    Note.objects.create(text="new")
    connection.execute_wrappers.remove(written._note)
    assert told.at_once == [[NOTES]]
