"""What Celery looks up again and again: settings under several names, the time, and when a crontab is due next.

Without this most of what a beat entry costs is looking up.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import Celery
from celery.app.utils import Settings
from celery.schedules import BaseSchedule, crontab
from django.core.signals import setting_changed

from timeskip.clocks import Clock
from timeskip.stand_ins import StandIn

EVERY_DAY = "*"
# Of the answers that are kept. An entry that fires each minute has 10,080 a week.
MOST_ANSWERS = 50_000
_answers: dict[tuple[Any, ...], float] = {}


def next_in(schedule: BaseSchedule, now: datetime) -> float:
    """Return in how many seconds a crontab or an interval that fires `now` is due again, as its is_due() does.

    Where a crontab's pattern has no days of the month, Celery's answer depends on the weekday and the time of day, and
    holds for each week, unless the clocks change on the way.
    """
    if not isinstance(schedule, crontab):
        return schedule.seconds
    zone = schedule.tz
    # Celery 5.4 reads a crontab's fields in the zone of the moment that it is given.
    here = now.astimezone(zone)
    if schedule._orig_day_of_month != EVERY_DAY or schedule._orig_month_of_year != EVERY_DAY:
        return _ask(schedule, here)
    key = (schedule._orig_minute, schedule._orig_hour, schedule._orig_day_of_week, here.weekday(), here.time())
    seconds = _answers.get(key) or _ask(schedule, here)
    then = now.astimezone(UTC) + timedelta(seconds=seconds)
    if then.astimezone(zone).utcoffset() != here.utcoffset():
        return _ask(schedule, here)
    if len(_answers) >= MOST_ANSWERS:
        _answers.clear()
    _answers[key] = seconds
    return seconds


def _ask(schedule: crontab, here: datetime) -> float:
    # The clock may stand elsewhere: Celery 5.4's answer depends on whether it stands at the same day.
    with StandIn(schedule, "nowfun", lambda: here):
        return max(schedule.remaining_estimate(here).total_seconds(), 0)


@contextmanager
def looked_up_once(clock: Clock) -> Iterator[None]:
    """While this lasts, each setting is looked up once, and again after a change; the time once for each moment."""
    with ExitStack() as stack:
        _settings_once(stack)
        stack.enter_context(StandIn(Celery, "now", _now_once(clock)))
        yield


def _settings_once(stack: ExitStack) -> None:
    look_up = Settings.__getitem__
    # By configuration and name; the configuration is kept, so that no other one gets its identity.
    found: dict[tuple[int, str], tuple[Settings, Any]] = {}

    def look_up_once(settings: Settings, name: str) -> Any:
        kept = found.get((id(settings), name))
        if kept is None:
            kept = found[id(settings), name] = settings, look_up(settings, name)
        return kept[1]

    def forget(**_: Any) -> None:
        found.clear()

    stack.enter_context(StandIn(Settings, "__getitem__", look_up_once))
    for name in ("__setitem__", "update", "setdefault", "add_defaults", "clear"):
        stack.enter_context(StandIn(Settings, name, _and_then(getattr(Settings, name), forget)))
    setting_changed.connect(forget)
    stack.callback(setting_changed.disconnect, forget)


def _and_then(change: Callable[..., Any], forget: Callable[[], None]) -> Callable[..., Any]:
    def change_and_forget(settings: Settings, *args: Any, **kwargs: Any) -> Any:
        try:
            return change(settings, *args, **kwargs)
        finally:
            forget()

    return change_and_forget


def _now_once(clock: Clock) -> Callable[[Celery], datetime]:
    # By app, for the moment at which the clock stands.
    found: dict[Celery, tuple[datetime, datetime]] = {}

    def now_once(app: Celery) -> datetime:
        moment = clock.now()
        kept = found.get(app)
        if kept is None or kept[0] is not moment:
            kept = found[app] = moment, moment.astimezone(app.timezone)
        return kept[1]

    return now_once
