"""How one loan stands: what it still owes, what of that is overdue, and what falls due next."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from applications.models import Application
from applications.selectors.arrears import arrears_of
from applications.selectors.obligation import fees_with_owed, with_unallocated
from applications.selectors.repayment import next_repayments
from common.money import to_the_cent


@dataclass(frozen=True, kw_only=True)
class LoanTotals:
    """How a loan stands on a day; amounts in dollars, as applications/arrears.py defines them."""

    balance: Decimal
    overdue: Decimal
    days_past_due: int
    # The first unpaid repayment due on that day or later; None without one.
    next_due: date | None
    next_owed: Decimal | None
    fees_owed: Decimal
    # Money received that no repayment or fee has taken.
    in_excess: Decimal


def loan_totals(application: Application, *, today: date) -> LoanTotals:
    """The totals of a loan; always the same number of queries."""
    arrears = arrears_of([application.pk], day=today)[application.pk]
    coming = next_repayments([application.pk], today).get(application.pk)
    return LoanTotals(
        balance=arrears.balance,
        overdue=arrears.overdue,
        days_past_due=arrears.days_past_due,
        next_due=coming and coming.due_date,
        next_owed=coming and coming.owed,
        fees_owed=_sum(fees_with_owed(application.fees.order_by()).aggregate(total=Sum("owed"))),
        in_excess=_sum(with_unallocated(application.payments.order_by()).aggregate(total=Sum("unallocated"))),
    )


def _sum(row: dict[str, Decimal | None]) -> Decimal:
    # SQLite adds up floats.
    return to_the_cent(row["total"] or Decimal(0))
