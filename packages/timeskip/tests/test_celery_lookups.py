"""While time passes, what Celery looks up again and again is looked up once, and again after a change."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from celery.app.utils import Settings
from celery.schedules import crontab
from django.core import checks
from django.test import override_settings
from project.celery import app

import timeskip.story as story_module
from timeskip import Story
from timeskip.celery_lookups import looked_up_once, next_in

TOTAL = "project.notes.tasks.total"


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the project's beat ask for a task each minute."""
    schedule = {"often": {"task": TOTAL, "schedule": 60.0, "args": ([1],)}}
    monkeypatch.setitem(app.conf.changes, "CELERY_BEAT_SCHEDULE", schedule)
    monkeypatch.setitem(app.conf.changes, "CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler")


@pytest.fixture
def seen_in_tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], list[Any]]:
    """Let the task do something, and keep what that returns."""

    def put(act: Callable[[], Any]) -> list[Any]:
        seen: list[Any] = []
        monkeypatch.setattr(app.tasks[TOTAL], "run", lambda numbers: seen.append(act()))
        return seen

    return put


def test_a_setting_is_looked_up_once(story: Story, often: None, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: Counter[str] = Counter()
    look_up = Settings.__getitem__

    def count(settings: Settings, name: str) -> Any:
        looked_up[name] += 1
        return look_up(settings, name)

    story.advance(minutes=1)
    monkeypatch.setattr(Settings, "__getitem__", count)
    story.advance(minutes=20)
    assert len(story.tasks.runs("total")) == 21
    assert looked_up["accept_content"] == 1
    assert set(looked_up.values()) == {1}


def test_a_setting_that_a_task_changes(
    story: Story, often: None, seen_in_tasks: Callable[[Callable[[], Any]], list[Any]]
) -> None:
    def change() -> tuple[int, ...]:
        before = app.conf.worker_prefetch_multiplier
        with override_settings(CELERY_WORKER_PREFETCH_MULTIPLIER=7):
            during = app.conf.worker_prefetch_multiplier
        return before, during, app.conf.worker_prefetch_multiplier

    seen = seen_in_tasks(change)
    story.advance(minutes=2)
    assert seen == [(4, 7, 4), (4, 7, 4)]


def test_a_setting_of_the_app_that_a_task_changes(
    story: Story, often: None, seen_in_tasks: Callable[[Callable[[], Any]], list[Any]]
) -> None:
    def change() -> tuple[Any, ...]:
        before = app.conf.event_queue_ttl
        app.conf.CELERY_EVENT_QUEUE_TTL = before + 1
        return before, app.conf.event_queue_ttl

    seen = seen_in_tasks(change)
    try:
        story.advance(minutes=2)
    finally:
        del app.conf.changes["CELERY_EVENT_QUEUE_TTL"]
    assert seen == [(5.0, 6.0), (6.0, 7.0)]


def test_the_class_of_settings_keeps_its_methods(story: Story) -> None:
    """Python 3.13.0 may call a `__getitem__` that a class no longer has, once it was replaced a thousand times."""
    before = dict(vars(Settings))
    with looked_up_once(story._clock):
        assert dict(vars(Settings)) == before
        assert isinstance(app.conf, Settings)
        assert type(app.conf) is not Settings
    assert type(app.conf) is Settings


def test_settings_that_are_made_meanwhile_keep_no_answers(story: Story) -> None:
    with looked_up_once(story._clock):
        made = type(app.conf)({"worker_prefetch_multiplier": 8})
        assert made.worker_prefetch_multiplier == 8
        made.maps[0]["worker_prefetch_multiplier"] = 9
        assert made.worker_prefetch_multiplier == 9


def test_celerys_time_is_the_storys(
    story: Story, often: None, seen_in_tasks: Callable[[Callable[[], Any]], list[Any]]
) -> None:
    seen = seen_in_tasks(lambda: (app.now(), datetime.now(UTC)))
    story.advance(minutes=3)
    assert [own for own, _ in seen] == [now for _, now in seen]
    assert len({own for own, _ in seen}) == 3


@pytest.mark.parametrize(
    "schedule", [crontab(minute="*/15"), crontab(hour=7, minute=0), crontab(day_of_week="mon,fri", hour=17, minute=30)]
)
def test_when_a_crontab_is_due_next_is_what_celery_says(story: Story, schedule: crontab) -> None:
    """In weeks in which Sydney's clocks change and in others; twice, because answers are kept."""
    schedule.app = app
    for begins in ("2025-03-31", "2025-09-29", "2025-06-02") * 2:
        story.starts_at(begins)
        for _ in range(150):
            _, celerys = schedule.is_due(story.now - timedelta(days=8))
            assert next_in(schedule, story._clock.now()) == celerys
            story._clock.move_to(story._clock.now() + timedelta(hours=1, minutes=7))


def test_a_story_leaves_system_checks_to_manage_py(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    ran: list[str] = []
    monkeypatch.setattr(checks, "run_checks", lambda **options: ran.append("checks"))
    monkeypatch.setattr(story_module, "_prepared", set())
    with Story(celery_app=app, clock=clock):
        pass
    assert not ran
    # A worker, which nobody has checked, runs them.
    app.loader.import_default_modules()
    assert ran == ["checks"]
