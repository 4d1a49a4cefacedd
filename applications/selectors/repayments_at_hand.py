"""The repayments of a loan that matter now, where a long schedule has hundreds."""

from datetime import date

from applications.models import Application, Repayment
from applications.selectors.obligation import repayments_with_state
from applications.selectors.repayment import repayments_owing

COMING = 3  # repayments from today on
OVERDUE_AT_MOST = 50


def repayments_at_hand(application: Application, today: date) -> list[Repayment]:
    """The overdue repayments with the one before them, and the next few; those from `repayments_with_state`.

    Cancelled repayments are left out. Always the same number of queries.
    """
    own = repayments_with_state(application.repayments.filter(cancelled=False))
    in_order = own.order_by("due_date", "number")
    oldest = repayments_owing(application).values_list("due_date", flat=True).first()
    since = min(oldest or today, today)
    return [
        *own.filter(due_date__lt=since).order_by("-due_date", "-number")[:1],
        *in_order.filter(due_date__gte=since, due_date__lt=today)[:OVERDUE_AT_MOST],
        *in_order.filter(due_date__gte=today)[:COMING],
    ]
