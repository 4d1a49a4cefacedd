"""What a loan has to pay, what was paid of it, and money that found nothing to pay."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from applications.models import Allocation, Application, Fee, Payment, Reminder, Repayment
from applications.models.money import Direction
from applications.repayment_state import RepaymentState, state_of
from applications.selectors.repayment import repayments_owing, with_owed
from applications.stages import Stage
from common.compiled import CompiledRows, Parameter
from common.money import AMOUNT, rounded_to_the_cent

# Most payments end in the first or second repayment that is owed; a long loan has hundreds.
REPAYMENTS_AT_FIRST = 3
COLUMNS = ("application_id", "due_date", "owed")  # the first three of Obligation
_NOTHING = Value(Decimal(0), output_field=AMOUNT)


@dataclass(slots=True)
class Obligation:
    """A repayment or a fee of a loan, and what it still owes."""

    application_id: int
    due_date: date
    owed: Decimal
    repayment_id: int | None = None
    fee_id: int | None = None


def fees_with_owed(fees: QuerySet[Fee]) -> QuerySet[Fee]:
    """Fees with what remains of each as `owed`: its amount less money received, plus reversals."""
    return fees.annotate(owed=rounded_to_the_cent(F("amount") - F("amount_paid")))


_LOAN = Parameter("loan", Repayment.application.field)
_FIRST_REPAYMENTS = CompiledRows(
    with_owed(Repayment.objects.filter(application=_LOAN, cancelled=False))
    .filter(owed__gt=0)
    .order_by("due_date", "number")
    .values_list(*COLUMNS, "pk")[:REPAYMENTS_AT_FIRST]
)
_FEES = CompiledRows(
    fees_with_owed(Fee.objects.filter(application=_LOAN))
    .filter(owed__gt=0)
    .order_by("pk")
    .values_list(*COLUMNS, "pk")
)


def obligations_of(
    loans: Collection[int], *, repayments_at_most: int | None = None
) -> dict[int, list[Obligation]]:
    """What each of these loans has to pay, by its id, the oldest first; of the same day, repayments first.

    Cancelled repayments are left out. With `repayments_at_most`, so is everything that is paid, and of each
    loan every repayment but the first so many.
    """
    own: dict[int, list[Obligation]] = {loan: [] for loan in loans}
    if not own:
        return own
    repayments = with_owed(Repayment.objects.filter(application__in=loans, cancelled=False))
    repayments = repayments.order_by("due_date", "number")
    fees = fees_with_owed(Fee.objects.filter(application__in=loans))
    if repayments_at_most is not None:
        place = Window(RowNumber(), partition_by="application_id", order_by=repayments.query.order_by)
        repayments = repayments.filter(owed__gt=0).annotate(place=place).filter(place__lte=repayments_at_most)
        fees = fees.filter(owed__gt=0)
    fees = fees.order_by("pk")
    for obligation in _sorted(repayments.values_list(*COLUMNS, "pk"), fees.values_list(*COLUMNS, "pk")):
        own[obligation.application_id].append(obligation)
    return own


def first_obligations(loan_id: int) -> list[Obligation]:
    """What one loan still owes, likewise: its fees, and its first `REPAYMENTS_AT_FIRST` repayments."""
    return _sorted(_FIRST_REPAYMENTS(loan=loan_id), _FEES(loan=loan_id))


def _sorted(repayments: Iterable[Sequence], fees: Iterable[Sequence]) -> list[Obligation]:
    found = [Obligation(*row) for row in repayments]
    found += [Obligation(*row[:3], fee_id=row[3]) for row in fees]
    # sorted() is stable: of the same day, repayments stay before fees.
    return sorted(found, key=lambda one: one.due_date)


def obligations_reached(incoming: Mapping[int, Decimal], *, in_full: Set[int]) -> dict[int, list[Obligation]]:
    """What so much money for each loan, by its id, may pay: at least everything that it reaches, in order.

    Of the loans in `in_full`, everything, what is paid included.
    """
    in_part = incoming.keys() - in_full
    if len(in_part) == 1:
        # As most payments come in: one by one.
        found = {loan: first_obligations(loan) for loan in in_part}
    else:
        found = obligations_of(in_part, repayments_at_most=REPAYMENTS_AT_FIRST)
    goes_on = {loan for loan, obligations in found.items() if _goes_past(obligations, incoming[loan])}
    return found | obligations_of(in_full | goes_on)


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


def _goes_past(obligations: list[Obligation], amount: Decimal) -> bool:
    """Whether so much money may also pay a repayment that has not been looked up."""
    repayments = [one.owed for one in obligations if one.repayment_id is not None]
    return len(repayments) == REPAYMENTS_AT_FIRST and sum(repayments) < amount
