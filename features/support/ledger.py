"""What a loan owes, what was paid of it, and what is left over."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from applications.models import Fee
from applications.selectors.obligation import (
    fees_with_owed,
    is_closed,
    repayments_with_state,
    state_on,
    with_unallocated,
)
from features.support.cast import Cast


def money(amount: Decimal) -> str:
    """An amount as stories write it."""
    return f"${amount:,.2f}"


class Ledger:
    """Looks at the money of the story's loans."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def repayments(self, borrower: str) -> list[dict]:
        """Every repayment, cancelled ones among them, as a table shows it."""
        own = self._cast.application(borrower).repayments.order_by("number")
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

    def standing(self, borrower: str, due: date) -> str:
        """The state of one repayment today."""
        return state_on(self._repayment(borrower, due), timezone.localdate())

    def owed(self, borrower: str, due: date) -> Decimal:
        """What remains of one repayment."""
        return self._repayment(borrower, due).owed

    def charge(self, borrower: str, kind: str, amount: Decimal, due: date) -> None:
        """A fee falls due."""
        Fee.objects.create(
            application=self._cast.application(borrower), kind=kind, amount=amount, due_date=due
        )

    def fee_owed(self, borrower: str, kind: str) -> Decimal:
        """What remains of a fee."""
        fees = self._cast.application(borrower).fees.filter(kind=kind)
        return fees_with_owed(fees).get().owed

    def left_over(self, borrower: str) -> Decimal:
        """The money of a loan that found nothing to pay."""
        payments = with_unallocated(self._cast.application(borrower).payments.all())
        return payments.aggregate(total=Sum("unallocated"))["total"] or Decimal(0)

    def is_closed(self, borrower: str) -> bool:
        """Whether everything is paid back."""
        return is_closed(self._cast.application(borrower))

    def _repayment(self, borrower: str, due: date):
        own = self._cast.application(borrower).repayments.filter(due_date=due)
        return repayments_with_state(own).get()
