"""When a beat entry is asked next whether it is due."""

from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from celery.beat import ScheduleEntry
from celery.schedules import crontab, schedule

from timeskip.celery_lookups import next_in

# What an entry that is not due and says so of "now" is put off by, so that the clock moves on.
INSTANT = timedelta(microseconds=1)
# Seconds. django-celery-beat's wakes up every five; a crontab is in whole minutes.
SHORTEST_NAP = 60
# How far beat may sleep at once, in whole naps, while the clocks change later than so long after that.
SLEEPS = (timedelta(days=1), timedelta(hours=1))
LONG_BEFORE = timedelta(hours=3)


class Plan(NamedTuple):
    """When an entry is asked next. The entry is the scheduler's latest: its schedule may still hold the one before."""

    moment: datetime
    entry: ScheduleEntry
    # Whether the entry will be due then for sure, so that Celery need not calculate it a second time.
    is_sure: bool = False


def asked(plan: Plan, now: datetime) -> tuple[bool, float | None]:
    """Ask Celery whether an entry is due, and in how many seconds to ask again."""
    if plan.is_sure and plan.moment == now:
        return True, next_in(plan.entry.schedule, now)
    return plan.entry.is_due()


def plan_after(now: datetime, seconds: float, entry: ScheduleEntry, *, zone: tzinfo, nap: float) -> Plan:
    """Ask an entry again when Celery says, and where the clocks change on the way, before that: after `nap` seconds.

    beat wakes up every few minutes anyway. That changes what it does only about when the clocks change, because
    Celery's crontabs count wall-clock time.
    """
    moment = now + timedelta(seconds=seconds)
    then = moment.astimezone(zone)
    if now.astimezone(zone).utcoffset() != then.utcoffset():
        return Plan(min(moment, now + _sleep(now, entry, zone, timedelta(seconds=max(nap, SHORTEST_NAP)))), entry)
    return Plan(moment, entry, is_sure=moment > now and _is_exact(entry, then))


def _sleep(now: datetime, entry: ScheduleEntry, zone: tzinfo, nap: timedelta) -> timedelta:
    """Return how long beat has nothing to ask an entry whose next moment is after the clocks change."""
    here = now.astimezone(zone).utcoffset()
    for sleep in SLEEPS if type(entry.schedule) in (crontab, schedule) else ():
        if here == (now + sleep + LONG_BEFORE).astimezone(zone).utcoffset():
            return max(nap, sleep // nap * nap)
    return nap


def _is_exact(entry: ScheduleEntry, moment: datetime) -> bool:
    """Whether Celery will say of this moment that the entry is due."""
    kind = type(entry.schedule)
    if entry.schedule.nowfun is not None:
        return False
    if kind is schedule:
        return not entry.schedule.relative
    # A crontab's moments are whole minutes: any other is a matter of rounding.
    return kind is crontab and not moment.second and not moment.microsecond
