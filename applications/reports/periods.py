"""Which periods are reported on, and from which moment to which."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from common.days import midnight


class ReportKind(TextChoices):
    WEEKLY_PIPELINE = "weekly_pipeline", "Weekly pipeline"
    MONTHLY_COMPLIANCE = "monthly_compliance", "Monthly compliance"


@dataclass(frozen=True)
class Period:
    """Calendar days, the first and the last included."""

    first_day: date
    last_day: date

    @property
    def start(self) -> datetime:
        """The first moment that belongs to it."""
        return midnight(self.first_day)

    @property
    def end(self) -> datetime:
        """The first moment that does not belong to it any more."""
        return midnight(self.last_day + timedelta(days=1))


def period_of(kind: ReportKind, day: date) -> Period:
    """The week from Monday to Sunday, or the month, that `day` lies in."""
    if kind == ReportKind.WEEKLY_PIPELINE:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def periods_due(kind: ReportKind, *, newest: date | None, today: date) -> Iterator[Period]:
    """Every period that has ended by `today`, from the one that begins on `newest`, the newest reported on.

    That one is among them: its reports may not all have been produced. Without it, the latest alone.
    """
    latest = period_of(kind, period_of(kind, today).first_day - timedelta(days=1))
    period = latest if newest is None else period_of(kind, newest)
    while period.first_day <= latest.first_day:
        yield period
        period = period_of(kind, period.last_day + timedelta(days=1))
