"""Moments: how a test writes them and how a timeline shows them."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

UNITS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds")

Moment = datetime | date | str

_EXPECTED = 'Give a datetime, a date, or text as in "2025-03-05T15:00".'


def as_utc(moment: Moment) -> datetime:
    """Return a moment in UTC.

    Without a zone it is in settings.TIME_ZONE, a day begins at midnight. Moments are compared in UTC
    throughout: two local times of one zone compare by the wall clock, which in autumn's repeated hour is wrong.

    ValueError for text that is no moment, TypeError for anything else.
    """
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment)
        except ValueError:
            raise ValueError(f"{moment!r} is no moment. {_EXPECTED}") from None
    if not isinstance(moment, date):
        raise TypeError(f"{moment!r} is no moment. {_EXPECTED}")
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return moment.astimezone(UTC)


def duration(**parts: float) -> timedelta:
    """Return how long the parts are together; TypeError for one that is not always equally long."""
    if unknown := [name for name in parts if name not in UNITS]:
        raise TypeError(
            f"advance() does not know {', '.join(unknown)}. It takes {', '.join(UNITS)}; "
            "for months and years name the moment: advance_to('2025-04-03T09:00')."
        )
    return timedelta(**parts)


def local(moment: datetime) -> datetime:
    """Return a moment in settings.TIME_ZONE."""
    return moment.astimezone(timezone.get_default_timezone())


def shown(moment: datetime) -> str:
    """Return a moment as a timeline shows it; with its zone in the hour that autumn repeats."""
    moment = local(moment)
    is_repeated = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return f"{moment:%a %d %b %Y %H:%M:%S} {moment:%Z}" if is_repeated else f"{moment:%a %d %b %Y %H:%M:%S}"
