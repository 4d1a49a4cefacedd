"""What state a repayment is in: it follows from the money, the due date and the day, and is kept nowhere."""

from datetime import date
from decimal import Decimal

from django.db.models import TextChoices


class RepaymentState(TextChoices):
    CANCELLED = "cancelled", "Cancelled"
    PAID = "paid", "Paid"
    PAID_LATE = "paid_late", "Paid late"
    OVERDUE = "overdue", "Overdue"
    PARTIAL = "partial", "Partly paid"
    DUE = "due", "Due"
    SCHEDULED = "scheduled", "Scheduled"


def state_of(
    *, cancelled: bool, due_on: date, amount: Decimal, owed: Decimal, paid_on: date | None, today: date
) -> RepaymentState:
    """The first state that fits, in the order of RepaymentState.

    `owed` is what remains of `amount`; `paid_on` the value date of the last money that counts towards it.
    """
    if cancelled:
        return RepaymentState.CANCELLED
    if owed <= 0:
        return RepaymentState.PAID_LATE if paid_on and paid_on > due_on else RepaymentState.PAID
    if today > due_on:
        return RepaymentState.OVERDUE
    if owed < amount:
        return RepaymentState.PARTIAL
    return RepaymentState.DUE if today == due_on else RepaymentState.SCHEDULED
