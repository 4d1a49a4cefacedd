"""Repayments: what is due, what is still owed, and the reminders."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from applications.models import Application, Repayment
from applications.selectors.obligation import repayments_with_state
from features.doors import protocol
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import the_one
from features.drivers.people import People
from features.drivers.shown import MOST_ITEMS, plural, shown
from features.words import JOBS, STANDINGS, to_money
from timeskip.gherkin import label_of

# Money for a loan is never dated before the loan was funded.
LONG_BEFORE = timedelta(days=365)
TASK = JOBS["repayment reminders"]
# How long before its due date a repayment's first reminder is sent.
FIRST_REMINDER = timedelta(days=7)


class Repayments:
    """Adds repayments, and reads their states."""

    def __init__(
        self, people: People, applications: Applications, tasks: BackgroundTasks, door: protocol.Loans
    ) -> None:
        self._people = people
        self._applications = applications
        self._tasks = tasks
        self._door = door

    def add(self, borrower: str, amount: Decimal, due: date, count: int = 1) -> None:
        """Add repayments to a funded loan, all interest, because scenarios look at the sum only.

        The loan was funded a year before the first of them is due, or earlier.
        """
        application = self._applications.of(borrower)
        funded_on = min(application.funding_date or due, due - LONG_BEFORE)
        Application.objects.filter(pk=application.pk).update(stage="funded", funding_date=funded_on)
        self._applications.placed.append(application.pk)
        first = application.repayments.count() + 1
        Repayment.objects.bulk_create(
            factories.RepaymentFactory.build(
                application=application, number=number, due_date=due, principal=0, interest=amount
            )
            for number in range(first, first + count)
        )

    def cancel(self, borrower: str, due: date) -> None:
        """Cancel a repayment, as rebuilding a schedule does."""
        repayment = self._repayment(borrower, due)
        Repayment.objects.filter(pk=repayment.pk).update(cancelled=True)

    def shown(self, borrower: str) -> list[dict]:
        """Return every repayment, cancelled ones too, as the loan's BDM sees them."""
        return [
            {
                **row,
                "amount": shown(to_money(row["principal"]) + to_money(row["interest"])),
                "state": label_of(STANDINGS, row["state"]),
            }
            for row in self._rows(borrower)
        ]

    def not_cancelled(self, borrower: str) -> list[Repayment]:
        """Return the repayments that are not cancelled, in order."""
        return list(self._applications.of(borrower).repayments.filter(cancelled=False).order_by("number"))

    def planned(self, borrower: str) -> list[dict]:
        """Return the parts of each repayment that is not cancelled, in order; AssertionError without any."""
        planned = [
            {"due": one.due_date, "principal": one.principal, "interest": one.interest}
            for one in self.not_cancelled(borrower)
        ]
        if not planned:
            raise AssertionError(f"{borrower}'s loan has no repayment.")
        return planned

    def state(self, borrower: str, due: date) -> str:
        """Return the state of a repayment today."""
        return self._row(borrower, due)["state"]

    def owed(self, borrower: str, due: date) -> Decimal:
        """Return what is still owed of a repayment."""
        return to_money(self._row(borrower, due)["owed"])

    def unpaid(self, borrower: str) -> list[tuple[date, Decimal]]:
        """Return when what is still owed falls due, and how much it is, oldest first."""
        own = self._applications.of(borrower).repayments.filter(cancelled=False)
        every = repayments_with_state(own.order_by("due_date", "number"))
        return [(one.due_date, one.owed) for one in every if one.owed > 0]

    def reminder(self, borrower: str, due: date, days: int) -> str:
        """Return the state of the reminder so many days after the due date; AssertionError without one."""
        every = self._repayment(borrower, due).reminders.order_by("rung")
        what = f"reminder to {borrower} for {shown(due)} {_distance(days)} it"
        there = [f"{_distance(one.rung)}: {one.state}" for one in every]
        return the_one(every.filter(rung=days), what, there).state

    def reminders_on_record(self, borrower: str, due: date) -> list[str]:
        """Return what became of each reminder so far, in words.

        AssertionError if nothing is due that day, or if no reminder could be on record yet.
        """
        every = self._repayment(borrower, due).reminders.order_by("rung")
        first = due - FIRST_REMINDER
        if not self._tasks.ran_since(TASK, first):
            raise AssertionError(
                f"No reminder of that repayment can be on record yet: the first comes on {shown(first)}, and "
                f"the repayment reminders have not been sent since. Today is {shown(timezone.localdate())}."
            )
        return [f"{_distance(one.rung)}: {one.state}" for one in every]

    def _row(self, borrower: str, due: date) -> protocol.Row:
        """Return the repayment of a day as the loan's BDM sees it; AssertionError if there is not one."""
        self._repayment(borrower, due)
        (row,) = self._rows(borrower, due)
        return row

    def _rows(self, borrower: str, due: date | None = None) -> list[protocol.Row]:
        application = self._applications.of(borrower)
        return self._door.repayments(self._people.in_charge_of(application), application, due)

    def _repayment(self, borrower: str, due: date):
        own = self._applications.of(borrower).repayments.order_by("number")
        days = own.values_list("due_date", flat=True)[:MOST_ITEMS]
        what = f"repayment of {borrower}'s on {shown(due)}"
        return the_one(repayments_with_state(own.filter(due_date=due)), what, days)


def _distance(days: int) -> str:
    return f"{plural(abs(days), 'day')} {'before' if days < 0 else 'after'}"
