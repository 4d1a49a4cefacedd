"""beat fires the project's own schedule at Celery's own moments."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import celery
import pytest
from celery.beat import ScheduleEntry, Scheduler
from celery.schedules import BaseSchedule, crontab, schedstate, solar
from django.conf import settings
from kombu.exceptions import OperationalError
from project.celery import app
from project.notes import tasks as t
from project.notes.models import Note

from timeskip import CheckFailed, Story, beat_plans

NOTE, TOTAL = "project.notes.tasks.note", "project.notes.tasks.total"


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the project another schedule, with Celery's own scheduler."""

    def put(**given: Any) -> None:
        schedule = {
            name: {"task": NOTE, "schedule": each, "args": (name,)} if not isinstance(each, dict) else each
            for name, each in given.items()
        }
        monkeypatch.setitem(app.conf.changes, "CELERY_BEAT_SCHEDULE", schedule)
        monkeypatch.setitem(app.conf.changes, "CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler")

    return put


def moments_of(story: Story, text: str) -> list[datetime]:
    return [run.at for run in story.tasks.runs("note") if run.args == (text,)]


def test_days_pass_through_the_whole_schedule(story: Story) -> None:
    story.starts_at("2025-03-03T09:00")
    story.advance_to("2025-03-06T09:00")
    assert len(moments_of(story, "six-hourly")) == 12
    assert [f"{at:%d %H:%M}" for at in moments_of(story, "daily")] == ["03 20:00", "04 20:00", "05 20:00"]


def test_seven_stays_seven_when_the_clocks_change(story: Story) -> None:
    story.starts_at("2025-04-04T09:00")  # back an hour on 6 April
    story.advance_to("2025-04-08T09:00")
    assert [at.hour for at in moments_of(story, "daily")] == [20, 21, 21, 21]


@pytest.mark.parametrize(
    "night", [datetime(2025, 4, 5, 12, tzinfo=UTC), datetime(2025, 10, 4, 12, tzinfo=UTC)], ids=["autumn", "spring"]
)
@pytest.mark.parametrize(
    "entry",
    [crontab(minute="*/20"), crontab(minute=30), crontab(hour=2, minute=30), crontab(hour=3, minute=0), 3600.0, 900.0],
    ids=str,
)
def test_an_entry_fires_when_celery_fires_it(
    story: Story, entries: Callable[..., None], entry: Any, night: datetime
) -> None:
    """Celery's own beat, ticking each minute of a night in which Sydney's clocks change, is what is right."""
    fired = []

    class Beat(Scheduler):
        producer = None

        def apply_entry(self, entry: Any, producer: Any = None) -> None:
            fired.append(story._clock.now())

    entries(it=entry)
    story.starts_at(night)
    beat = Beat(app)
    for minute in range(10 * 60 + 1):
        story._clock.move_to(night + timedelta(minutes=minute))
        while beat.tick() == 0:
            pass
    story.starts_at(night)
    story.advance(hours=10)
    assert moments_of(story, "it") == fired
    assert len(fired) > 0


@pytest.mark.parametrize("begins", [datetime(2025, 3, 28, tzinfo=UTC), datetime(2025, 9, 26, tzinfo=UTC)], ids=str)
@pytest.mark.parametrize(
    "entry",
    [
        crontab(day_of_week="sun", hour=2, minute=30),
        crontab(day_of_week="mon", hour=6, minute=30),
        crontab(day_of_month="1,6", hour=3, minute=0),
        timedelta(days=8, minutes=5),
    ],
    ids=str,
)
def test_beat_asks_rarely_long_before_the_clocks_change(
    story: Story, entries: Callable[..., None], entry: Any, begins: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    is_due = ScheduleEntry.is_due
    monkeypatch.setattr(ScheduleEntry, "is_due", lambda entry: asked.append(entry.name) or is_due(entry))
    fired = {}
    for name, sleeps in (("rarely", beat_plans.SLEEPS), ("always", ())):
        monkeypatch.setattr(beat_plans, "SLEEPS", sleeps)
        entries(**{name: entry})
        story.starts_at(begins)
        story.advance(days=12)
        fired[name] = moments_of(story, name)
    assert fired["rarely"] == fired["always"] != []
    # Each nap of the week before the change would be 2,000.
    assert asked.count("rarely") <= 100


@pytest.mark.skipif(celery.VERSION < (5, 7), reason="Celery's own interval leaves the repeated hour out")
def test_an_hour_happens_twice_in_autumn(story: Story, entries: Callable[..., None]) -> None:
    entries(hourly=3600.0)
    story.starts_at(datetime(2025, 4, 5, 14, tzinfo=UTC))
    story.advance(hours=5)
    assert [f"{at:%H:%M}" for at in moments_of(story, "hourly")] == ["15:00", "16:00", "17:00", "18:00", "19:00"]


def test_solar(story: Story, entries: Callable[..., None]) -> None:
    pytest.importorskip("ephem")
    entries(sunset=solar("sunset", -33.87, 151.21))
    story.starts_at("2025-03-03T09:00")
    story.advance_to("2025-03-10T09:00")
    moments = moments_of(story, "sunset")
    assert len(moments) == 7
    assert f"{moments[0]:%d %H}" == "03 08"


class EveryOtherDay(BaseSchedule):
    """A schedule of a project's own."""

    def is_due(self, last_run_at: datetime) -> schedstate:
        left = (self.maybe_make_aware(last_run_at) + timedelta(days=2) - self.now()).total_seconds()
        return schedstate(left <= 0, 2 * 86400 if left <= 0 else left)


def test_a_schedule_of_the_projects_own(story: Story, entries: Callable[..., None]) -> None:
    entries(own=EveryOtherDay())
    story.advance(days=9)
    assert len(moments_of(story, "own")) == 4


def test_entries_without_time_passing_do_not_fire(story: Story) -> None:
    story.starts_at("2025-06-01T09:00")
    assert story.tasks.runs() == []


def test_only_some_entries(story: Story, entries: Callable[..., None]) -> None:
    entries(often=60.0, daily=crontab(hour=7, minute=0))
    story.beat.only = {"daily"}
    story.advance(days=2)
    assert {run.args for run in story.tasks.runs()} == {("daily",)}
    with pytest.raises(ValueError, match="no entry 'dialy'"):
        story.beat.only = {"dialy"}


def test_an_entry_that_is_skipped_unless(story: Story, entries: Callable[..., None]) -> None:
    entries(often=60.0)
    story.beat.skip_unless("often", Note.objects.exists)
    story.advance(hours=1)
    assert story.tasks.runs() == []
    Note.objects.create(text="something to do")
    story.advance(minutes=3)
    assert len(story.tasks.runs()) == 3


def test_an_entry_that_looks_first_sends_its_task_where_there_is_work(
    story: Story, entries: Callable[..., None]
) -> None:
    looks: list[datetime] = []

    def next_work() -> datetime | None:
        looks.append(story.now)
        return story.now if Note.objects.filter(text="something to do").exists() else None

    entries(often=60.0)
    story.beat.look_first("often", next_work)
    story.advance(hours=1)
    assert story.tasks.runs() == []
    assert len(looks) == 1
    assert story.beat.fired["often"] == 60
    assert "idle      found nothing to do: note (60 times)" in story.timeline()
    Note.objects.create(text="something to do")
    story.advance(minutes=3)
    assert len(story.tasks.runs()) == 3
    with pytest.raises(ValueError, match="no entry 'oftne'"):
        story.beat.look_first("oftne", next_work)


def test_an_entry_that_looks_first_knows_of_work_to_come(story: Story, entries: Callable[..., None]) -> None:
    entries(often=60.0)
    work = story.now + timedelta(minutes=10)
    story.beat.look_first("often", lambda: work)
    story.advance(minutes=9)
    assert story.tasks.runs() == []
    story.advance(minutes=2)
    assert [run.at for run in story.tasks.runs()] == [work, work + timedelta(minutes=1)]


@pytest.mark.parametrize(
    "begins",
    [datetime(2025, 4, 3, 22, tzinfo=UTC), datetime(2025, 10, 2, 22, tzinfo=UTC), datetime(2025, 6, 2, tzinfo=UTC)],
    ids=["autumn", "spring", "winter"],
)
@pytest.mark.parametrize(
    "entry",
    [crontab(minute="*/20"), crontab(hour=2, minute=30), crontab(day_of_month="6,9", hour=7, minute=0), 900.0, 90000.0],
    ids=str,
)
def test_firings_that_find_nothing_are_counted_as_if_the_clock_stopped_at_each(
    story: Story, entries: Callable[..., None], entry: Any, begins: datetime
) -> None:
    entries(stops={"task": TOTAL, "schedule": entry, "args": ([],)}, looks=entry)
    story.beat.look_first("looks", lambda: None)
    story.starts_at(begins)
    for hours in (7, 61, 1, 24, 3):
        story.advance(hours=hours)
        stops, looks = story.beat.entries["stops"], story.beat.entries["looks"]
        assert looks.total_run_count == stops.total_run_count == story.beat.fired["stops"] == story.beat.fired["looks"]
        assert looks.last_run_at == stops.last_run_at or not looks.total_run_count
    assert moments_of(story, "looks") == []
    before = len(story.tasks.runs("total"))
    story.beat.look_first("looks", lambda: story.now)
    story.advance(days=4)
    assert moments_of(story, "looks") == [run.at for run in story.tasks.runs("total")[before:]] != []


def test_the_clock_does_not_stop_where_nothing_is_to_be_done(
    story: Story, entries: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    entries(often=60.0, daily=crontab(hour=7, minute=0))
    story.beat.look_first("often", lambda: None)
    stops: list[datetime] = []
    move_to = story._clock.move_to
    monkeypatch.setattr(story._clock, "move_to", lambda moment: (stops.append(moment), move_to(moment)))
    story.starts_at("2025-06-02T09:00")
    story.advance(days=2)
    assert len(stops) < 10
    assert story.beat.fired == {"often": 2880, "daily": 2}


def test_work_that_a_task_leaves_is_found_at_the_next_firing(story: Story, entries: Callable[..., None]) -> None:
    entries(often=crontab(minute="*/15"), daily={"task": NOTE, "schedule": crontab(hour=7, minute=5), "args": ("job",)})
    story.beat.look_first("often", lambda: story.now if Note.objects.filter(text="job").exists() else None)
    story.starts_at("2025-06-02T09:00")
    story.advance_to("2025-06-03T07:30")
    assert [f"{at:%d %H:%M}" for at in moments_of(story, "often")] == ["02 21:15", "02 21:30"]


def test_a_scheduler_that_remembers_makes_up_once(story: Story, entries: Callable[..., None]) -> None:
    entries(daily=crontab(hour=7, minute=0))
    story.starts_at("2025-03-03T09:00")
    story.beat.stop()
    story.advance_to("2025-03-06T12:00")
    assert story.tasks.runs() == []
    story.beat.resume()
    story.advance_to("2025-03-07T12:00")
    assert [f"{at:%d %H:%M}" for at in moments_of(story, "daily")] == ["06 01:00", "06 20:00"]


def test_a_scheduler_that_forgets_makes_up_for_nothing(story: Story, entries: Callable[..., None]) -> None:
    entries(daily=crontab(hour=7, minute=0))
    story.starts_at("2025-03-03T09:00")
    story.beat.stop()
    story.advance_to("2025-03-06T12:00")
    story.beat.resume(remembers=False)
    story.advance_to("2025-03-07T12:00")
    assert [f"{at:%d %H:%M}" for at in moments_of(story, "daily")] == ["06 20:00"]


def test_two_beats_send_everything_twice(story: Story, entries: Callable[..., None]) -> None:
    entries(daily=crontab(hour=7, minute=0))
    story.beat.count = 2
    story.advance(days=1)
    assert len(story.tasks.runs()) == 2


def test_beat_goes_on_while_the_broker_is_down(story: Story, entries: Callable[..., None]) -> None:
    entries(hourly=3600.0)
    story.tasks.reachable = False
    story.advance(hours=2)
    with pytest.raises(OperationalError):
        t.note.delay("x")
    story.tasks.reachable = True
    story.advance(hours=1)
    assert len(story.tasks.runs()) == 1
    assert "hourly: the broker is down" in story.timeline()


@pytest.mark.story(most_events=100)
def test_a_schedule_that_is_too_much_is_named(story: Story, entries: Callable[..., None]) -> None:
    entries(often=1.0)
    with pytest.raises(CheckFailed, match=r"Most often: project.notes.tasks.note .* story.beat.only"):
        story.advance(days=365)


def test_time_passes_forward(story: Story) -> None:
    with pytest.raises(ValueError, match="time passes forward"):
        story.advance_to("2025-03-03T08:59")


@pytest.mark.skipif(
    "django_celery_beat" not in settings.INSTALLED_APPS, reason="TIMESKIP_DATABASE_SCHEDULER is not set"
)
def test_django_celery_beat(story: Story) -> None:
    from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask, PeriodicTasks

    def count(text: str) -> int:
        return Note.objects.filter(text=text).count()

    story.starts_at("2025-03-03T09:00")
    noon, _ = CrontabSchedule.objects.get_or_create(hour="12", minute="0", timezone="Australia/Sydney")
    PeriodicTask.objects.create(name="noon", task=NOTE, crontab=noon, args='["noon"]')
    story.advance_to("2025-03-05T11:00")
    assert count("noon") == 2
    story.advance_to("2025-03-05T12:01")
    story.beat.only = {"noon"}
    story.advance(hours=1)
    story.beat.only = None
    assert count("noon") == 3
    PeriodicTask.objects.filter(name="noon").update(enabled=False)
    PeriodicTasks.update_changed()
    story.advance_to("2025-03-07T13:00")
    assert count("noon") == 3
    hourly, _ = IntervalSchedule.objects.get_or_create(every=1, period="hours")
    PeriodicTask.objects.create(name="once", task=NOTE, interval=hourly, args='["once"]', one_off=True)
    story.advance(hours=5)
    assert count("once") == 1
    assert count("daily") == 4
    # A new beginning makes up for nothing, although the table knows when each entry last ran.
    before = Note.objects.count()
    story.starts_at("2025-03-20T11:00")
    story.advance(minutes=10)
    assert Note.objects.count() == before


def test_the_schedulers_file_is_not_written(story: Story, entries: Callable[..., None]) -> None:
    entries(hourly=3600.0)
    story.advance(hours=5)
    assert not os.path.exists("celerybeat-schedule")


def test_entries_of_one_moment_fire_as_the_settings_list_them() -> None:
    code = """
import django; django.setup()
from celery import Celery
from django.db import transaction
from timeskip import Story

app = Celery("order", set_as_current=False)

def nothing():
    pass

for letter in "dacb":
    app.task(name=letter)(nothing)
app.conf.beat_schedule = {letter: {"task": letter, "schedule": 60} for letter in "dacb"}
with transaction.atomic(), Story(celery_app=app, checks=False) as story:
    story.advance(seconds=90)
    print("".join(run.name for run in story.tasks.runs()))
"""
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300)
        assert run.stdout.strip() == "dacb", run.stderr
