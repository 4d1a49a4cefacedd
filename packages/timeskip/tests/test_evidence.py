"""The timeline shows what happened, when on the story's clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery.exceptions import Retry
from django.contrib.sessions.models import Session
from project.notes import tasks as t
from project.notes.models import Note

from timeskip import Story
from timeskip.evidence import lines_of
from timeskip.task_log import TaskLog, TaskRun


def test_a_timeline(story: Story) -> None:
    story.beat.stop()
    story.evidence.watch(Note, "note: {0.text}")
    t.note.apply_async(("hello",), countdown=3600)
    t.note.apply_async(("later",), countdown=86400 * 10)
    story.advance(hours=2)
    assert story.timeline().splitlines() == [
        "Mon 03 Mar 2025 10:00:00  task      project.notes.tasks.note done",
        "Mon 03 Mar 2025 10:00:00  row       note: hello",
        "Thu 13 Mar 2025 09:00:00  waiting   project.notes.tasks.note",
    ]


def test_the_last_lines_of_a_timeline(story: Story) -> None:
    for number in range(5):
        t.add.delay(number, number)
    story.settle()
    assert story.timeline(last=2).splitlines() == [
        "(3 lines before: story.timeline() has them all)",
        "Mon 03 Mar 2025 09:00:00  task      project.notes.tasks.add done: 6",
        "Mon 03 Mar 2025 09:00:00  task      project.notes.tasks.add done: 8",
    ]
    assert len(story.timeline(last=5).splitlines()) == 5


def test_repeats_are_counted(story: Story) -> None:
    story.beat.stop()
    for minutes in range(3):
        t.add.apply_async((1, 2), countdown=60 * minutes)
    story.advance(hours=1)
    assert story.timeline() == (
        "Mon 03 Mar 2025 09:00:00  task      project.notes.tasks.add done: 3  (and 2 more until "
        "Mon 03 Mar 2025 09:02:00)"
    )


def test_rows_from_before_are_not_news(story: Story) -> None:
    Note.objects.create(text="before")
    story.evidence.watch(Note, lambda note: f"{note.text}!")
    Note.objects.bulk_create([Note(text="a"), Note(text="b")])
    story.settle()
    assert [entry.caption for entry in story.evidence.of("row")] == ["a!", "b!"]


@pytest.mark.parametrize(
    ("tables", "found"), [([], ["elsewhere"]), ([['"notes_note"']], ["elsewhere"]), ([['"notes_name"']], [])]
)
def test_rows_that_another_process_wrote(story: Story, tables: list[list[str]], found: list[str]) -> None:
    Note.objects.create(text="elsewhere")
    # As if the statement had not been seen here.
    story.evidence.watch(Note, "{0.text}")
    story.evidence.expect_rows(*tables)
    story.settle()
    assert [entry.caption for entry in story.evidence.of("row")] == found


def test_keys_that_do_not_count_up(story: Story) -> None:
    Session.objects.create(session_key="before", session_data="", expire_date=story.now)
    story.evidence.watch(Session, "{0.session_key}")
    for key in ("b", "a"):
        Session.objects.create(session_key=key, session_data="", expire_date=story.now)
    story.settle()
    Session.objects.create(session_key="A", session_data="", expire_date=story.now)
    story.settle()
    assert [entry.caption for entry in story.evidence.of("row")] == ["a", "b", "A"]


def test_a_row_and_an_entry_of_another_moment(story: Story) -> None:
    story.evidence.watch(
        Session.objects.filter(session_key__gt="b"), "{0.session_key}", kind="session", at="expire_date"
    )
    noon = datetime(2025, 3, 3, 12, tzinfo=UTC)
    Session.objects.create(session_key="a", session_data="", expire_date=noon)
    Session.objects.create(session_key="c", session_data="", expire_date=noon)
    story.evidence.add("bell", "rang", at=noon - timedelta(minutes=1))
    story.settle()
    assert story.timeline().splitlines() == [
        "Mon 03 Mar 2025 22:59:00  bell      rang",
        "Mon 03 Mar 2025 23:00:00  session   c",
    ]


def test_nothing_has_happened(story: Story) -> None:
    assert story.timeline() == "Nothing has left the system yet."


def test_an_error_carries_the_timeline(db: None, clock: str) -> None:
    with pytest.raises(ZeroDivisionError) as error, Story(clock=clock) as story:
        t.note.delay("x")
        story.settle()
        raise ZeroDivisionError
    assert "project.notes.tasks.note done" in error.value.__notes__[0]


def sweep(story: Story, name: str, minute: int, **counts: int) -> None:
    at = datetime(2025, 3, 3, 12, minute, tzinfo=UTC)
    run = TaskRun(f"project.tasks.{name}", at, "SUCCESS", counts, "1", 0, (), {})
    story.evidence.add("task", f"project.tasks.{name}: SUCCESS {counts}", run, at=at)


def test_tasks_that_found_nothing_are_one_line_at_the_last_of_them(story: Story) -> None:
    sweep(story, "purge_outbox", 0, due=0)
    sweep(story, "files", 5, due=0)
    sweep(story, "purge_outbox", 10, due=0)
    sweep(story, "purge_outbox", 15, due=1)
    sweep(story, "purge_outbox", 20, due=0)
    sweep(story, "purge_outbox", 25, due=1)
    sweep(story, "purge_outbox", 30, due=2)
    assert story.timeline().splitlines() == [
        "Mon 03 Mar 2025 23:15:00  task      project.tasks.purge_outbox: SUCCESS {'due': 1}  "
        "(and 1 more until Mon 03 Mar 2025 23:25:00)",
        "Mon 03 Mar 2025 23:20:00  idle      found nothing to do: purge outbox (3 times), files",
        "Mon 03 Mar 2025 23:30:00  task      project.tasks.purge_outbox: SUCCESS {'due': 2}",
    ]


def test_a_task_that_found_nothing_once(story: Story) -> None:
    sweep(story, "files", 5, due=0)
    assert story.timeline() == "Mon 03 Mar 2025 23:05:00  idle      found nothing to do: files"


def test_an_entry_that_is_apart_repeats_none(story: Story) -> None:
    for text in ("a", "a", "b"):
        story.evidence.add("bell", text)
    lines = lines_of(story.evidence.entries)
    assert [(line.entry.caption, line.times) for line in lines] == [("a", 2), ("b", 1)]
    assert len(lines_of(story.evidence.entries, is_apart=lambda entry: entry.caption == "a")) == 3


def test_counts_that_a_task_returns_are_in_words(story: Story) -> None:
    log = TaskLog(story.evidence)
    log.add(TaskRun("project.tasks.outbox", story.now, "SUCCESS", {"due": 2, "sent": 1}, "1", 0, (), {}))
    assert story.timeline().endswith("project.tasks.outbox done: due 2, sent 1")


@pytest.mark.parametrize(
    ("state", "result", "words"),
    [
        ("SUCCESS", None, "outbox done"),
        ("SUCCESS", {"due_now": 2, "sent": 1}, "outbox done: due now 2, sent 1"),
        ("FAILURE", OSError("disk full"), "outbox failed: disk full (OSError)"),
        ("FAILURE", KeyError(), "outbox failed: KeyError"),
        ("RETRY", Retry(exc=OSError("busy"), when=60), "outbox to be retried in 60s: OSError('busy')"),
        ("REJECTED", "no", "outbox rejected: no"),
        ("WORKER DIED", "at write 2", "outbox lost its worker: at write 2"),
        ("STARTED", None, "outbox started"),
    ],
)
def test_a_timeline_says_what_became_of_a_task_in_words(story: Story, state: str, result: Any, words: str) -> None:
    story.evidence.task_titles["project.tasks.outbox"] = "outbox"
    log = TaskLog(story.evidence)
    log.add(TaskRun("project.tasks.outbox", story.now, state, result, "1", 0, (), {}))
    assert story.timeline().endswith(f"task      {words}")


def test_a_timeline_calls_a_waiting_task_by_its_title(story: Story) -> None:
    story.evidence.task_titles["project.notes.tasks.note"] = "note of a day"
    t.note.apply_async(("later",), countdown=86400)
    assert story.timeline().endswith("waiting   note of a day")
