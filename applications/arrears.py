"""How far behind a loan is: days past due, what is in arrears, and what is still owed.

*Days past due* (DPD) are counted from the due date of the loan's oldest repayment that is not paid in full.
*Arrears* are what is unpaid of the repayments whose due date has passed, interest included. The *balance* is
the principal still owed, due or not: money pays a repayment's interest first, then its principal. Cancelled
repayments do not count, and neither do fees, which are charges beside the loan's schedule.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class LoanArrears:
    """What one loan owes as of a day; amounts in dollars."""

    application_id: int
    oldest_unpaid: date
    arrears: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Bucket:
    """Days past due from `first` to `last`, both included; without a last, all that follow."""

    label: str
    first: int
    last: int | None = None

    def __contains__(self, days: int) -> bool:
        return days >= self.first and (self.last is None or days <= self.last)


BUCKETS = (Bucket("1–29", 1, 29), Bucket("30–59", 30, 59), Bucket("60–89", 60, 89), Bucket("90+", 90))


def days_past_due(oldest_unpaid: date, today: date) -> int:
    """Calendar days from the due date of the oldest unpaid repayment, never below 0."""
    return max(0, (today - oldest_unpaid).days)


def bucket_of(days: int) -> Bucket | None:
    """The bucket of so many days past due; None for a loan that is not past due."""
    return next((bucket for bucket in BUCKETS if days in bucket), None)
