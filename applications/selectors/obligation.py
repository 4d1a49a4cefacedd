"""What a loan has to pay, what was paid of it, and money that found nothing to pay."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from heapq import merge

from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from applications.models import Allocation, Application, Fee, Payment, Reminder, Repayment
from applications.models.money import Direction
from applications.repayment_state import RepaymentState, state_of
from applications.selectors.repayment import repayments_owing, with_owed
from applications.stages import Stage
from common.money import AMOUNT, rounded_to_the_cent

# Most payments end in the first or second obligation; a long loan has hundreds.
OBLIGATIONS_A_QUERY = 12
_NOTHING = Value(Decimal(0), output_field=AMOUNT)


def fees_with_owed(fees: QuerySet[Fee]) -> QuerySet[Fee]:
    """Fees with what remains of each as `owed`: its amount less money received, plus reversals."""
    owed = F("amount") - _allocated_to_fee(Direction.RECEIVED) + _allocated_to_fee(Direction.REVERSED)
    return fees.annotate(owed=rounded_to_the_cent(owed))


def obligations_owing(application: Application) -> Iterator[Repayment | Fee]:
    """An application's repayments (not cancelled) and fees that still owe something, the oldest first; of the
    same day, repayments before fees."""
    fees = fees_with_owed(application.fees.all()).filter(owed__gt=0).order_by("due_date", "pk")
    # merge() is stable: where days are equal, what it is given first comes first.
    return merge(_in_slices(repayments_owing(application)), fees, key=lambda one: one.due_date)


def repayments_with_state(repayments: QuerySet[Repayment]) -> QuerySet[Repayment]:
    """Repayments with all that their state follows from: `owed`, and as `paid_on` the latest value date of
    money that was received for each and not reversed."""
    counting = Allocation.objects.filter(
        repayment=OuterRef("pk"), payment__direction=Direction.RECEIVED, payment__reversed_by=None
    )
    latest = counting.order_by().values("repayment").annotate(day=Max("payment__value_date")).values("day")
    return with_owed(repayments).annotate(paid_on=Subquery(latest))


def state_on(repayment: Repayment, today: date) -> RepaymentState:
    """The state of a repayment from `repayments_with_state`."""
    return state_of(
        cancelled=repayment.cancelled,
        due_on=repayment.due_date,
        amount=repayment.principal + repayment.interest,
        owed=repayment.owed,
        paid_on=repayment.paid_on,
        today=today,
    )


def repayments_touched(application: Application) -> QuerySet[Repayment]:
    """An application's repayments, not cancelled, that have received money, even if it was reversed since, or
    a reminder."""
    own = OuterRef("pk")
    money, reminders = Allocation.objects.filter(repayment=own), Reminder.objects.filter(repayment=own)
    return application.repayments.filter(cancelled=False).filter(Exists(money) | Exists(reminders))


def is_closed(application: Application) -> bool:
    """Whether a loan is funded and none of its repayments, of which there are some, owes anything."""
    if application.stage != Stage.FUNDED or not application.repayments.filter(cancelled=False).exists():
        return False
    return not repayments_owing(application).exists()


def with_unallocated(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments with what each has left over as `unallocated`: what was received less its allocations; nothing
    where it was reversed, or is itself a reversal."""
    shares = Allocation.objects.filter(payment=OuterRef("pk")).order_by().values("payment")
    allocated = Coalesce(Subquery(shares.annotate(total=Sum("amount")).values("total")), _NOTHING)
    stands = Q(direction=Direction.RECEIVED, reversed_by=None)
    rest = Case(When(stands, then=F("amount") - allocated), default=_NOTHING)
    return payments.annotate(unallocated=rounded_to_the_cent(rest))


def _in_slices(repayments: QuerySet[Repayment]) -> Iterator[Repayment]:
    start, found = 0, [None] * OBLIGATIONS_A_QUERY
    while len(found) == OBLIGATIONS_A_QUERY:
        found = list(repayments[start : start + OBLIGATIONS_A_QUERY])
        yield from found
        start += OBLIGATIONS_A_QUERY


def _allocated_to_fee(direction: Direction) -> Coalesce:
    shares = Allocation.objects.filter(fee=OuterRef("pk"), payment__direction=direction)
    total = shares.order_by().values("fee").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), _NOTHING)
