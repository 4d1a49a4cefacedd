"""Repayments: what falls due, what is owed of it, and the reminders of it."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from applications.models import Application, HardshipPause, Repayment
from applications.selectors.obligation import repayments_with_state, state_on
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.people import People

# Money for a loan is never dated before the loan was funded.
LONG_BEFORE = timedelta(days=365)


def money(amount: Decimal) -> str:
    """An amount as stories write it."""
    return f"${amount:,.2f}"


class Repayments:
    """Lets repayments fall due, and looks what became of them."""

    def __init__(self, people: People, applications: Applications) -> None:
        self._people = people
        self._applications = applications

    def add(self, borrower: str, amount: Decimal, due: date, count: int = 1) -> None:
        """A funded loan's next repayments, the whole of each interest: stories care for the sum only.

        The loan was funded a year before the first of them is due, or earlier.
        """
        application = self._applications.of(borrower)
        funded_on = min(application.funding_date or due, due - LONG_BEFORE)
        Application.objects.filter(pk=application.pk).update(stage="funded", funding_date=funded_on)
        first = application.repayments.count() + 1
        Repayment.objects.bulk_create(
            factories.RepaymentFactory.build(
                application=application, number=number, due_date=due, principal=0, interest=amount
            )
            for number in range(first, first + count)
        )

    def pause(self, borrower: str, from_day: date, to_day: date) -> None:
        """A hardship pause, granted by somebody."""
        HardshipPause.objects.create(
            application=self._applications.of(borrower),
            from_day=from_day,
            to_day=to_day,
            reason="Illness",
            author=self._people.any_admin(),
        )

    def cancel(self, borrower: str, due: date) -> None:
        """A repayment that a rebuilt schedule has no use for any more."""
        self._applications.of(borrower).repayments.filter(due_date=due).update(cancelled=True)

    def shown(self, borrower: str) -> list[dict]:
        """Every repayment, cancelled ones among them, as a table shows it."""
        own = self._applications.of(borrower).repayments.order_by("number")
        return [
            {
                "number": str(one.number),
                "due": f"{one.due_date:%-d %B %Y}",
                "amount": money(one.principal + one.interest),
                "interest": money(one.interest),
                "principal": money(one.principal),
                "owed": money(one.owed),
                "state": str(state_on(one, timezone.localdate()).label).lower(),
            }
            for one in repayments_with_state(own)
        ]

    def planned(self, borrower: str) -> list[dict]:
        """Every repayment of a loan that is not cancelled, in order."""
        return [
            {"due": one.due_date, "principal": one.principal, "interest": one.interest}
            for one in self._applications.of(borrower).repayments.filter(cancelled=False).order_by("number")
        ]

    def state(self, borrower: str, due: date) -> str:
        """The state of one repayment today."""
        return state_on(self._repayment(borrower, due), timezone.localdate())

    def owed(self, borrower: str, due: date) -> Decimal:
        """What remains of one repayment."""
        return self._repayment(borrower, due).owed

    def reminders(self, borrower: str, due: date) -> dict[int, str]:
        """What became of each rung that a repayment has reached: days from the due date → state."""
        repayment = self._applications.of(borrower).repayments.get(due_date=due)
        return dict(repayment.reminders.values_list("rung", "state"))

    def _repayment(self, borrower: str, due: date):
        own = self._applications.of(borrower).repayments.filter(due_date=due)
        return repayments_with_state(own).get()
