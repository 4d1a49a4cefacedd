"""What acts ask of a story: who is in it, what is owed, what day it is."""

from collections import Counter
from collections.abc import Hashable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications.models import BankLine
from features.drivers.world import World
from features.restated import LADDER
from features.words import STAGES
from timeskip.gherkin import label_of
from users.models import EmailDelivery

CENT = Decimal("0.01")
# Everybody whom a beginning may introduce as a borrower.
BORROWERS = ("Omar", "Nora")
# Who makes moves from pages that were opened earlier.
PAGE_READER = "Ben"


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
        # Most acts ask for it.
        self._unpaid: dict[str, list[tuple[date, Decimal]]] = {}

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

    def stage(self, borrower: str, who: str) -> str:
        """The stage of an application as somebody has it on the screen, as phrases say it."""
        return label_of(STAGES, self.world.applications.stage_before(who, borrower))

    def stages_on_page(self, who: str) -> list[str]:
        """The stages from which the page that somebody was shown last moves an application on."""
        user = self.world.people.person(who).user
        return [
            stage
            for page in self.world.answers.last_pages
            if page.user_id == user.pk
            for stage in page.stages_seen
        ]

    @property
    def funded(self) -> list[str]:
        """Those whose loan is funded."""
        return [name for name in self.borrowers if self.world.applications.of(name).stage == "funded"]

    def in_suspense(self) -> list[str]:
        """The references of the lines of bank files that wait for a decision."""
        lines = BankLine.objects.filter(state="suspense").order_by("pk")
        return list(dict.fromkeys(lines.values_list("reference", flat=True)))

    def unread(self, who: str) -> list[str]:
        """What somebody has been told and not read, newest first."""
        told = self.world.people.person(who).user.notifications.filter(read_at=None, hidden=False)
        return list(told.order_by("-sequence").values_list("message", flat=True))

    def undelivered(self) -> list[str]:
        """E-mails that wait, each as phrases name it, where there is only one of its name."""
        kept = EmailDelivery.objects.filter(state__in=("queued", "unknown")).order_by("pk")
        names = {self.world.people.person(who).address: who for who in self.world.people.with_login()}
        named = Counter(f'"{one.subject}" to {names[one.address]}' for one in kept if one.address in names)
        return [name for name, count in named.items() if count == 1]

    def unpaid(self, borrower: str) -> list[tuple[date, Decimal]]:
        """When what is still owed falls due, and how much, oldest first."""
        if borrower not in self._unpaid:
            self._unpaid[borrower] = self.world.repayments.unpaid(borrower)
        return self._unpaid[borrower]

    def has_paid(self, borrower: str) -> bool:
        """Whether any payment has arrived for a loan."""
        return self.world.applications.of(borrower).payments.exists()

    def next(self, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
        """The next time that it is so late, on a day at least so many days away."""
        moment = self.at(self.today + timedelta(days=days), hour, minute)
        return moment if moment > self.now else self.at(self.today + timedelta(days=days + 1), hour, minute)

    def mornings_of_reminders(self) -> list[date]:
        """The days on which reminders of what is owed are due, soonest first."""
        days = {
            due + timedelta(days=rung)
            for borrower in self.borrowers
            for due, _ in self.unpaid(borrower)
            for rung in LADDER
        }
        return sorted(day for day in days if self.at(day, 7) > self.now)

    def is_online(self, who: str) -> bool:
        """Whether somebody has a tab open."""
        return any(tab.person == who for tab in self.world.tabs.open_ones)

    def apart(self) -> Hashable:
        """What tells two states apart that have the same rows."""
        seen = tuple(sorted(self.world.applications.seen.items()))
        pages = tuple(self.stages_on_page(PAGE_READER))
        return self.world.tabs.left, seen, pages, self.world.emails.will_be_overtaken

    @staticmethod
    def at(day: date, hour: int, minute: int = 0) -> datetime:
        """A moment of a day."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))
