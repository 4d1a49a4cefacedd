"""django-celery-results: results that are written together read as if each had been written at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from celery import Celery, signals
from celery.result import AsyncResult
from django.db import connection, transaction
from django.db.models.signals import post_save
from django_celery_results.models import TaskResult

from timeskip import CheckFailed, Story
from timeskip.stored_results import StoredResults

SEEN: list[Any] = []


@pytest.fixture
def app() -> Celery:
    """An app whose results are in the database; each test gives it entries."""
    SEEN.clear()
    app = Celery("stored", set_as_current=False)
    app.conf.update(result_backend="django-db", result_extended=True, timezone="Australia/Sydney")
    task = partial(app.task, shared=False)

    @task()
    def says(word: str) -> dict[str, str]:
        return {"said": word}

    @task()
    def fails() -> None:
        raise LookupError("nothing there")

    @task(bind=True, default_retry_delay=600)
    def tries_again(task: Any) -> str:
        if task.request.retries < 2:
            raise task.retry()
        return "third time"

    @task()
    def counts() -> int:
        return TaskResult.objects.count()

    @task(bind=True)
    def looks_up(task: Any) -> str:
        newest = TaskResult.objects.latest("pk")
        return AsyncResult(newest.task_id, app=app).state

    @task()
    def rolls_back() -> None:
        with transaction.atomic():
            SEEN.append(TaskResult.objects.count())
            transaction.set_rollback(True)

    return app


@pytest.fixture
def story_options(clock: str, app: Celery) -> dict[str, Any]:
    return {"clock": clock, "celery_app": app, "checks": False}


def beat_sends(app: Celery, *tasks: str, every: float = 3600.0, args: tuple = ()) -> None:
    app.conf.beat_schedule = {task: {"task": f"{__name__}.{task}", "schedule": every, "args": args} for task in tasks}


def rows() -> list[dict[str, Any]]:
    """Every row, without what is different in each run."""
    return [
        {name: value for name, value in row.items() if name not in ("id", "task_id", "traceback", "worker")}
        for row in TaskResult.objects.order_by("pk").values()
    ]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the statements about results."""
    found: list[str] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if TaskResult._meta.db_table in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def test_results_of_a_day_are_one_statement(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))
    story.advance(hours=1)
    with statements() as found:
        story.advance(days=1)
    assert len(found) == 1
    assert [run.state for run in story.tasks.runs()] == ["SUCCESS"] * 25
    assert TaskResult.objects.count() == 25


def test_results_of_one_moment_are_one_statement(story: Story, app: Celery) -> None:
    for word in ("one", "two", "three"):
        app.tasks[f"{__name__}.says"].delay(word)
    story.settle()
    app.tasks[f"{__name__}.says"].delay("four")
    app.tasks[f"{__name__}.says"].delay("five")
    with statements() as found:
        story.settle()
    assert len(found) == 1
    assert TaskResult.objects.count() == 5


@pytest.mark.parametrize(
    "tasks", [("says",), ("fails",), ("tries_again",), ("counts", "looks_up", "rolls_back")], ids=str
)
def test_rows_are_those_that_celery_writes_one_by_one(
    story: Story, app: Celery, tasks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    beat_sends(app, *tasks, args=("hello",) if tasks == ("says",) else ())
    story.advance(hours=30, minutes=30)
    together, seen = rows(), list(SEEN)
    TaskResult.objects.all().delete()
    SEEN.clear()
    monkeypatch.setattr(StoredResults, "_may_hold", lambda *_: False)
    story.starts_at("2025-03-03T09:00")
    story.advance(hours=30, minutes=30)
    assert together == rows()
    assert len(together) >= 30
    assert seen == SEEN


def test_a_result_is_of_the_moment_at_which_its_task_ran(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))
    began = story.now
    story.advance(hours=3)
    dates = TaskResult.objects.order_by("pk").values_list("date_created", "date_done")
    expected = [began + timedelta(hours=hours) for hours in (1, 2, 3)]
    assert [story_moment(date) for each in dates for date in each] == [at for at in expected for _ in "12"]


def story_moment(date: datetime) -> datetime:
    return date if date.tzinfo else date.astimezone()


def test_rows_that_the_project_writes_itself(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))

    def note(headers: dict[str, Any], **_: Any) -> None:
        TaskResult.objects.create(task_id=headers["id"], status="PENDING")

    # Where a receiver held by a weak reference is gone, Celery 5.4 forgets those that connect later.
    signals.after_task_publish.connect(note, weak=False)
    try:
        story.advance(hours=3)
    finally:
        signals.after_task_publish.disconnect(note)
    assert [row["status"] for row in rows()] == ["SUCCESS"] * 3


def test_rows_that_were_there_before(story: Story, app: Celery) -> None:
    TaskResult.objects.create(task_id="mine", status="PENDING")
    app.tasks[f"{__name__}.says"].apply_async(("hello",), task_id="mine", countdown=60)
    story.advance(hours=1)
    assert [row["status"] for row in rows()] == ["SUCCESS"]


@pytest.fixture
def row_of_an_earlier_story(db: None) -> None:
    """A row that is there before the story begins."""
    TaskResult.objects.create(task_id="earlier", status="PENDING")


def test_rows_of_an_earlier_story(row_of_an_earlier_story: None, story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))
    app.tasks[f"{__name__}.says"].apply_async(("again",), task_id="earlier", countdown=7200)
    story.advance(hours=1)
    with statements() as found:
        story.advance(hours=6)
    assert len([sql for sql in found if sql.startswith("INSERT")]) == 1
    assert [row["status"] for row in rows()] == ["SUCCESS"] * 8


def test_signals_of_results_are_sent_at_their_moments(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))

    def note(instance: TaskResult, **_: Any) -> None:
        SEEN.append(story.now)

    post_save.connect(note, sender=TaskResult)
    try:
        began = story.now
        story.advance(hours=2)
    finally:
        post_save.disconnect(note, sender=TaskResult)
    assert [moment - began for moment in SEEN] == [timedelta(hours=1), timedelta(hours=2)]


def test_results_that_join_the_timeline(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",))
    story.evidence.watch(TaskResult, "result of {0.task_name}")
    began = story.now
    story.advance(hours=2)
    assert [entry.at - began for entry in story.evidence.of("row")] == [timedelta(hours=1), timedelta(hours=2)]


def test_an_error_that_ends_the_passing_of_time_loses_no_result(story: Story, app: Celery) -> None:
    beat_sends(app, "says", args=("hello",), every=60.0)
    story._most_events = 5
    with pytest.raises(CheckFailed):
        story.advance(hours=1)
    assert TaskResult.objects.count() == len(story.tasks.runs()) > 0
