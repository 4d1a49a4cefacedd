"""The task queue and beat: eta, countdown, retries, expiry, JSON, and Celery's own arithmetic."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from celery import Celery
from celery.schedules import crontab
from features.support.beat import Beat
from features.support.task_queue import TaskQueue
from freezegun import freeze_time

from features.support.evidence import Evidence

SYDNEY = ZoneInfo("Australia/Sydney")
START = datetime(2025, 3, 3, 9, tzinfo=SYDNEY)


@pytest.fixture
def clock():
    freezer = freeze_time(START)
    yield freezer.start()
    freezer.stop()


@pytest.fixture
def office(clock):
    """A Celery application of its own, its queue, and what its tasks have noted."""
    app = Celery("office", set_as_current=False)
    app.conf.update(timezone="Australia/Sydney", beat_schedule={})
    noted = []

    @app.task(name="note", shared=False)
    def note(word, shout=False):
        noted.append((word, datetime.now(SYDNEY)))
        return {"said": word.upper() if shout else word}

    @app.task(name="stubborn", shared=False, bind=True, max_retries=2, default_retry_delay=60)
    def stubborn(self):
        noted.append(("try", datetime.now(SYDNEY)))
        raise self.retry(exc=RuntimeError("no"))

    queue = TaskQueue(app, Evidence())
    with queue.connected():
        yield SimpleNamespace(app=app, queue=queue, note=note, stubborn=stubborn, noted=noted, clock=clock)


def pass_time(office, until: datetime) -> None:
    while (moment := office.queue.next_moment) is not None and moment <= until:
        office.clock.move_to(moment)
        office.queue.run_next()
    office.clock.move_to(until)


def test_a_task_waits_until_it_is_run(office):
    office.note.delay("now")
    assert office.noted == []
    assert office.queue.run_next()
    assert office.noted == [("now", START)]


def test_countdown_and_eta_put_a_task_off(office):
    office.note.apply_async(["later"], countdown=90)
    office.note.apply_async(["sooner"], eta=START + timedelta(seconds=30))
    assert not office.queue.run_next()
    pass_time(office, START + timedelta(minutes=5))
    assert office.noted == [
        ("sooner", START + timedelta(seconds=30)),
        ("later", START + timedelta(seconds=90)),
    ]


def test_tasks_of_one_moment_run_in_the_order_they_were_asked_for(office):
    for word in ("first", "second", "third"):
        office.note.apply_async([word], countdown=10)
    pass_time(office, START + timedelta(minutes=1))
    assert [word for word, _ in office.noted] == ["first", "second", "third"]


def test_a_moment_that_is_over_is_now(office):
    office.note.apply_async(["late"], eta=datetime(2020, 1, 1, tzinfo=UTC))
    assert office.queue.run_next()


def test_retries_wait_for_their_pauses_and_end(office):
    office.stubborn.delay()
    pass_time(office, START + timedelta(hours=1))
    assert [at for _, at in office.noted] == [START + timedelta(seconds=pause) for pause in (0, 60, 120)]
    assert [run.state for run in office.queue.runs] == ["RETRY", "RETRY", "FAILURE"]
    assert str(office.queue.claim_failure().result) == "no"


def test_a_task_that_expired_is_not_run(office):
    office.note.apply_async(["late"], countdown=60, expires=START + timedelta(seconds=30))
    pass_time(office, START + timedelta(hours=1))
    assert office.noted == []
    assert office.queue.runs[0].state == "REVOKED"


def test_arguments_and_results_go_through_json(office):
    office.note.delay(word=["a", ("b", "c")][0], shout=True)
    office.queue.run_next()
    assert office.queue.runs[0].result == {"said": "A"}
    with pytest.raises(Exception, match="not JSON serializable"):
        office.note.delay(object())


def test_wrong_arguments_are_refused_where_the_task_is_asked_for(office):
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        office.note.delay()


def test_a_task_by_name_is_found_or_refused(office):
    office.app.send_task("note", ["by name"])
    office.queue.run_next()
    assert office.noted[0][0] == "by name"
    with pytest.raises(LookupError, match="There is no task 'nothing'"):
        office.app.send_task("nothing")


def test_a_due_task_is_not_forgotten(office):
    office.note.delay("now")
    with pytest.raises(AssertionError, match="A task is due and was not run: note"):
        office.queue.finish()


def test_a_task_put_off_may_be_left(office):
    office.note.apply_async(["tomorrow"], countdown=86_400)
    office.queue.finish()
    assert office.queue.next_moment == START + timedelta(days=1)


def firings(office, schedule, until: datetime) -> list[datetime]:
    """When beat asks for the task until then, in Sydney's time."""
    office.app.conf.beat_schedule = {"note": {"task": "note", "schedule": schedule, "args": ["beat"]}}
    beat = Beat(office.app, office.queue)
    while (moment := beat.next_moment) <= until:
        office.clock.move_to(moment)
        beat.fire_due()
        office.queue.run_next()
    return [at for _, at in office.noted]


def test_beat_begins_after_the_present_moment(office):
    found = firings(office, crontab(hour=9, minute=0), START + timedelta(days=2))
    assert [at.day for at in found] == [4, 5]


@pytest.mark.parametrize("day", [datetime(2025, 4, 6, tzinfo=SYDNEY), datetime(2025, 10, 5, tzinfo=SYDNEY)])
def test_seven_in_the_morning_stays_seven_when_clocks_change(office, day):
    office.clock.move_to(day - timedelta(days=1))
    found = firings(office, crontab(hour=7, minute=0), day + timedelta(days=1))
    assert [(at.hour, at.minute) for at in found] == [(7, 0), (7, 0)]


def test_an_interval_is_a_schedule_too(office):
    found = firings(office, 600.0, START + timedelta(minutes=30))
    assert [at.minute for at in found] == [10, 20, 30]
