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
from timeskip.private_names import active_apps
from timeskip.stand_ins import StandIn

EVERY_DAY = "*"
# In an app's settings, while time passes: what has been looked up.
FOUND = "_timeskip_found"
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


class _LookedUpOnce(Settings):
    """An app's settings while time passes.

    Each app's settings get this class, and Celery's own stays as it is: Python 3.13.0 may go on calling a `__getitem__`
    that a class had before, once it has been replaced a thousand times.
    """

    def __getitem__(self, key: str) -> Any:
        # What is made or copied meanwhile has this class too, and keeps no answers.
        found = vars(self).get(FOUND)
        if found is None:
            return super().__getitem__(key)
        if key not in found:
            found[key] = super().__getitem__(key)
        return found[key]


def _and_forget(name: str) -> Callable[..., Any]:
    change = getattr(Settings, name)

    def change_and_forget(settings: Settings, *args: Any, **kwargs: Any) -> Any:
        try:
            return change(settings, *args, **kwargs)
        finally:
            _forget(settings)

    return change_and_forget


for _name in ("__setitem__", "update", "setdefault", "add_defaults", "clear"):
    setattr(_LookedUpOnce, _name, _and_forget(_name))


def _forget(settings: Settings) -> None:
    vars(settings).get(FOUND, {}).clear()


def _settings_once(stack: ExitStack) -> None:
    every = [app.conf for app in active_apps() if type(app.conf) is Settings]

    def forget(**_: Any) -> None:
        for settings in every:
            _forget(settings)

    for settings in every:
        vars(settings)[FOUND] = {}
        # Setting an attribute of settings is setting one of them.
        object.__setattr__(settings, "__class__", _LookedUpOnce)
        stack.callback(_as_they_were, settings)
    setting_changed.connect(forget)
    stack.callback(setting_changed.disconnect, forget)


def _as_they_were(settings: Settings) -> None:
    object.__setattr__(settings, "__class__", Settings)
    del vars(settings)[FOUND]


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
