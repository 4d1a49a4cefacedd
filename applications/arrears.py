"""How far behind a loan is: days past due, what is in arrears, and what is still owed.

*Days past due* (DPD) are counted from the due date of the loan's oldest repayment that is not paid in full.
*Arrears* are what is unpaid of the repayments whose due date has passed, interest included. The *balance* is
the principal still owed, due or not: money pays a repayment's interest first, then its principal. Cancelled
repayments do not count, and neither do fees, which are charges beside the loan's schedule.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Bucket:
    """Days past due from `first` to `last`, both included; without a last, all that follow."""

    label: str
    first: int
    last: int | None = None


@dataclass(frozen=True, kw_only=True)
class Owing:
    """What a BDM's loans of one bucket owe as of a day; amounts in dollars."""

    # None: not past due.
    bucket: Bucket | None
    count: int
    arrears: Decimal
    balance: Decimal
    bdm_id: int | None = None


# Each begins where the one before ends.
BUCKETS = (Bucket("1–29", 1, 29), Bucket("30–59", 30, 59), Bucket("60–89", 60, 89), Bucket("90+", 90))
