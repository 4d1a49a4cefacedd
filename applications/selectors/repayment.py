"""What is owed on each repayment, and which repayments are due a reminder."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import (
    Case,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from applications.models import Allocation, Application, Borrower, Reminder, Repayment
from applications.models.money import Direction
from applications.models.parties import NUMBERS
from applications.models.repayment import OPEN
from applications.reminder_ladder import LADDER, ReminderState
from applications.stages import Stage
from common.compiled import CompiledModels, CompiledRows, Parameter, Parameters
from common.money import AMOUNT, rounded_to_the_cent

DEALT_WITH = Reminder.objects.exclude(state=ReminderState.WITHDRAWN)


def with_owed(repayments: QuerySet[Repayment], counting: Q | None = None) -> QuerySet[Repayment]:
    """Repayments with what remains of each as `owed`: its amount less money received, plus reversals.

    `counting` are conditions on the allocations that count; without any, all do.
    """
    paid = F("amount_paid") if counting is None else _allocated(counting)
    return repayments.annotate(owed=rounded_to_the_cent(F("principal") + F("interest") - paid))


def _allocated(counting: Q) -> Coalesce:
    reversed_share = When(payment__direction=Direction.REVERSED, then=-F("amount"))
    signed = Case(reversed_share, default=F("amount"), output_field=AMOUNT)
    shares = Allocation.objects.filter(counting, repayment=OuterRef("pk"))
    total = shares.order_by().values("repayment").annotate(total=Sum(signed, output_field=AMOUNT))
    return Coalesce(Subquery(total.values("total")), Value(0), output_field=AMOUNT)


def repayments_owing(application: Application) -> QuerySet[Repayment]:
    """An application's repayments that are not cancelled and still owe something, the oldest first."""
    repayments = with_owed(application.repayments.filter(cancelled=False))
    return repayments.filter(owed__gt=0).order_by("due_date", "number")


def next_repayments(loans: Collection[int], today: date) -> dict[int, Repayment]:
    """Of each of these loans, by its id, the first repayment due on that day or later that owes something."""
    own = with_owed(Repayment.objects.filter(OPEN, application=OuterRef("pk"), due_date__gte=today))
    first = own.filter(owed__gt=0).order_by("due_date", "number").values("pk")[:1]
    # A long schedule has hundreds: of each loan, one row is read.
    firsts = Application.objects.filter(pk__in=loans).order_by().values(first=Subquery(first))
    found = with_owed(Repayment.objects.filter(pk__in=firsts))
    return {repayment.application_id: repayment for repayment in found}


_LAST_DUE_DATE = Parameter("last_due_date", Repayment.due_date.field)
_ON_THE_LADDER = Repayment.objects.filter(OPEN, due_date__lte=_LAST_DUE_DATE)
# Without an order or a condition on the loan: SQLite would begin with it, and read the whole book.
_OWING_ON_THE_LADDER = CompiledRows(
    with_owed(_ON_THE_LADDER)
    .filter(owed__gt=0)
    .order_by()
    .values_list("pk", "due_date", "application__stage")
)
_RUNGS_DEALT_WITH = CompiledRows(
    DEALT_WITH.filter(repayment__in=_ON_THE_LADDER).order_by().values_list("repayment_id", "rung")
)


def repayments_to_remind_of(today: date) -> list[int]:
    """Ids of the repayments whose highest rung reached by `today` has no reminder yet: not cancelled, of
    funded loans, and still owing something."""
    last_due_dates = [(rung.days, rung.last_due_date(today)) for rung in LADDER]
    _, latest = last_due_dates[0]
    reached = {
        (pk, [days for days, last_due_date in last_due_dates if due_date <= last_due_date][-1])
        for pk, due_date, stage in _OWING_ON_THE_LADDER(last_due_date=latest)
        if stage == Stage.FUNDED
    }
    if not reached:
        return []
    dealt_with = map(tuple, _RUNGS_DEALT_WITH(last_due_date=latest))
    return sorted(pk for pk, _ in reached.difference(dealt_with))


_TO_WRITE_ABOUT = CompiledModels(
    with_owed(
        Repayment.objects.filter(
            pk__in=Parameters("ids", Repayment.id.field), cancelled=False, application__stage=Stage.FUNDED
        )
    )
    .filter(owed__gt=0)
    .select_related("application")
    .prefetch_related(
        # Few people look after many loans: each of them is read once.
        "application__broker__user",
        "application__bdm__user",
        Prefetch("application__borrowers", Borrower.objects.select_related("user").defer(*NUMBERS)),
        Prefetch("application__hardship_pauses", to_attr="pauses"),
    )
    .order_by("pk")
)


def repayments_to_write_about(repayment_ids: Collection[int]) -> list[Repayment]:
    """Those of these repayments that are not cancelled, belong to a funded loan and still owe something, with
    all that a reminder says and depends on."""
    return _TO_WRITE_ABOUT(ids=repayment_ids) if repayment_ids else []


def rungs_dealt_with(repayment_ids: Iterable[int]) -> dict[int, set[int]]:
    """The rungs that already have a reminder, in any state but withdrawn: repayment id → days from the due
    date."""
    rungs = defaultdict(set)
    reminders = DEALT_WITH.filter(repayment__in=repayment_ids).order_by()
    for repayment_id, rung in reminders.values_list("repayment_id", "rung"):
        rungs[repayment_id].add(rung)
    return rungs
