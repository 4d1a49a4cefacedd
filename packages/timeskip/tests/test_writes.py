"""What was read once is read again after a write to a table that it came from, and only then."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from project.notes.models import Name, Note

from timeskip import Story
from timeskip.writes import ReadOnce


@pytest.fixture
def notes(story: Story) -> ReadOnce[int]:
    return ReadOnce(Note.objects.count, story.evidence.writes)


def test_an_answer_is_kept(notes: ReadOnce[int], django_assert_num_queries: Callable) -> None:
    assert notes.answer() == 0
    with django_assert_num_queries(0):
        assert notes.answer() == 0


def test_another_table_changes_nothing(notes: ReadOnce[int], django_assert_num_queries: Callable) -> None:
    notes.answer()
    Name.objects.create(name="new")
    with django_assert_num_queries(0):
        assert notes.answer() == 0


@pytest.mark.parametrize(
    "write",
    [
        lambda: Note.objects.create(text="new"),
        lambda: Note.objects.bulk_create([Note(text="new")], ignore_conflicts=True),
        lambda: Note.objects.update(text="changed"),
        lambda: Note.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute("WITH one AS (SELECT 1) UPDATE notes_note SET text = 'new'"),
    ],
    ids=["insert", "insert or ignore", "update", "delete", "a statement that nobody knows"],
)
def test_a_write_to_the_table(story: Story, write: Callable[[], object]) -> None:
    asked: list[None] = []
    once = ReadOnce(lambda: asked.append(Note.objects.exists()), story.evidence.writes)
    once.answer()
    write()
    once.answer()
    once.answer()
    assert len(asked) == 2


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT text FROM notes_note",
        "\n  select text from notes_note",
        "WITH every AS (SELECT text FROM notes_note) SELECT text FROM every",
    ],
)
def test_a_table_that_a_statement_of_the_projects_own_has_read(story: Story, sql: str) -> None:
    asked: list[None] = []
    once = ReadOnce(lambda: asked.append(connection.cursor().execute(sql)), story.evidence.writes)
    once.answer()
    Note.objects.create(text="new")
    once.answer()
    assert len(asked) == 2


def test_a_rollback_undoes_what_was_read(notes: ReadOnce[int]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Note.objects.create(text="new")
        assert notes.answer() == 1
        raise ZeroDivisionError
    assert notes.answer() == 0


def test_processes_whose_statements_are_not_seen(notes: ReadOnce[int], story: Story) -> None:
    notes.answer()
    story.evidence.expect_rows()
    assert notes._is_outdated()


@pytest.mark.parametrize(("tables", "is_outdated"), [(['"notes_note"'], True), (['"notes_name"'], False), ([], False)])
def test_processes_that_tell_what_they_wrote(
    notes: ReadOnce[int], story: Story, tables: list[str], is_outdated: bool
) -> None:
    notes.answer()
    story.evidence.expect_rows(tables)
    assert notes._is_outdated() is is_outdated
