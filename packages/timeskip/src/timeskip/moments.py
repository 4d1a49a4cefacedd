"""Moments: how a test writes them and how a timeline shows them."""

from datetime import UTC, date, datetime, time

from django.utils import timezone

Moment = datetime | date | str


def as_utc(moment: Moment) -> datetime:
    """Return a moment in UTC.

    Without a zone it is in settings.TIME_ZONE, a day begins at midnight. Moments are compared in UTC
    throughout: two local times of one zone compare by the wall clock, which in autumn's repeated hour is wrong.
    """
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """Return a moment in settings.TIME_ZONE."""
    return moment.astimezone(timezone.get_default_timezone())


def shown(moment: datetime) -> str:
    """Return a moment as a timeline shows it; with its zone in the hour that autumn repeats."""
    moment = local(moment)
    is_repeated = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return f"{moment:%a %d %b %Y %H:%M:%S} {moment:%Z}" if is_repeated else f"{moment:%a %d %b %Y %H:%M:%S}"
