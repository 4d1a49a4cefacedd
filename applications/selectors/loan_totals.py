"""How one loan stands: what it still owes, what of that is overdue, and what falls due next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from applications.models import Application, Fee, Payment, Repayment
from applications.models.repayment import OPEN
from applications.selectors.arrears import arrears_of
from applications.selectors.obligation import fees_with_owed, with_unallocated
from applications.selectors.repayment import with_owed
from common.compiled import CompiledRows, Parameter
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


_LOAN, _TODAY = Parameter("loan", Repayment.application.field), Parameter("today", Repayment.due_date.field)
_NEXT = CompiledRows(
    with_owed(Repayment.objects.filter(OPEN, application=_LOAN, due_date__gte=_TODAY))
    .filter(owed__gt=0)
    .order_by("due_date", "number")
    .values_list("due_date", "owed")[:1]
)
_FEES_OWED = CompiledRows(
    fees_with_owed(Fee.objects.filter(application=_LOAN)).order_by().values_list("owed")
)
_IN_EXCESS = CompiledRows(
    with_unallocated(Payment.objects.filter(application=_LOAN))
    .order_by()
    .values("application")
    .annotate(total=Sum("unallocated"))
    .values_list("total")
)


def loan_totals(application: Application, *, today: date) -> LoanTotals:
    """The totals of a loan; always the same number of queries."""
    loan = application.pk
    arrears = arrears_of([loan], day=today)[loan]
    next_due, next_owed = next(iter(_NEXT(loan=loan, today=today)), (None, None))
    return LoanTotals(
        balance=arrears.balance,
        overdue=arrears.overdue,
        days_past_due=arrears.days_past_due,
        next_due=next_due,
        next_owed=next_owed,
        fees_owed=_sum(_FEES_OWED(loan=loan)),
        in_excess=_sum(_IN_EXCESS(loan=loan)),
    )


def _sum(rows: Iterable[Sequence[Decimal]]) -> Decimal:
    # SQLite adds up floats.
    return to_the_cent(sum((amount for (amount,) in rows), Decimal(0)))
