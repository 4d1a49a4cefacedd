"""What acts ask of a story: who is in it, what is owed, what day it is."""

from collections.abc import Hashable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from features.drivers.world import World
from features.restated import LADDER
from features.words import STAGES
from timeskip.gherkin import label_of

CENT = Decimal("0.01")
# Everybody whom a beginning may introduce as a borrower.
BORROWERS = ("Omar", "Nora")


def as_money(amount: Decimal) -> str:
    """Return an amount as phrases say it."""
    return f"${amount:,.2f}"


def as_day(day: date) -> str:
    """Return a day as phrases say it."""
    return f"{day:%-d %B %Y}"


def as_moment(moment: datetime) -> str:
    """Return a moment as phrases say it."""
    return f"{timezone.localtime(moment):%-d %B %Y %H:%M}"


class Now:
    """The present state of a story."""

    def __init__(self, context: Any) -> None:
        self.world: World = context.world
        self.story = context.story

    @property
    def now(self) -> datetime:
        return self.world.calendar.now

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def borrowers(self) -> list[str]:
        """Those who have an application."""
        return [name for name in BORROWERS if self.world.applications.has(name)]

    def stage(self, borrower: str) -> str:
        """The stage of an application, as phrases say it."""
        return label_of(STAGES, self.world.applications.of(borrower).stage)

    def unpaid(self, borrower: str) -> list[tuple[date, Decimal]]:
        """When what is still owed falls due, and how much, oldest first."""
        return self.world.repayments.unpaid(borrower)

    def has_paid(self, borrower: str) -> bool:
        """Whether any payment has arrived for a loan."""
        return self.world.applications.of(borrower).payments.exists()

    def next(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        """The next time that it is so late, on a day at least so many days away."""
        moment = self._at(self.today + timedelta(days=days), hour, minute)
        return moment if moment > self.now else self._at(self.today + timedelta(days=days + 1), hour, minute)

    def mornings_of_reminders(self) -> list[date]:
        """The days on which reminders of what is owed are due, soonest first."""
        days = {
            due + timedelta(days=rung)
            for borrower in self.borrowers
            for due, _ in self.unpaid(borrower)
            for rung in LADDER
        }
        return sorted(day for day in days if self._at(day, 7) > self.now)

    def is_online(self, who: str) -> bool:
        """Whether somebody has a tab open."""
        return any(tab.person == who for tab in self.world.tabs.open_ones)

    def apart(self) -> Hashable:
        """What tells two states apart that have the same rows."""
        return self.world.tabs.left

    @staticmethod
    def _at(day: date, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))
