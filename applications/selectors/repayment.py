"""What is owed on each repayment, and which repayments are due a reminder."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import (
    Case,
    Exists,
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
from applications.reminder_ladder import LADDER, ReminderState
from applications.stages import Stage
from common.money import AMOUNT, rounded_to_the_cent

# Identifying numbers, which no reader of repayments needs and which cost their decryption.
NUMBERS = ("tax_file_number", "account_number")

DEALT_WITH = Reminder.objects.exclude(state=ReminderState.WITHDRAWN)


def with_owed(repayments: QuerySet[Repayment], counting: Q | None = None) -> QuerySet[Repayment]:
    """Repayments with what remains of each as `owed`: its amount less money received, plus reversals.

    `counting` are conditions on the allocations that count; without any, all do.
    """
    reversed_share = When(payment__direction=Direction.REVERSED, then=-F("amount"))
    signed = Case(reversed_share, default=F("amount"), output_field=AMOUNT)
    shares = Allocation.objects.filter(counting or Q(), repayment=OuterRef("pk"))
    total = shares.order_by().values("repayment").annotate(total=Sum(signed, output_field=AMOUNT))
    allocated = Coalesce(Subquery(total.values("total")), Value(0), output_field=AMOUNT)
    owed = F("principal") + F("interest") - allocated
    return repayments.annotate(owed=rounded_to_the_cent(owed))


def repayments_owing(application: Application) -> QuerySet[Repayment]:
    """An application's repayments that are not cancelled and still owe something, the oldest first."""
    repayments = with_owed(application.repayments.filter(cancelled=False))
    return repayments.filter(owed__gt=0).order_by("due_date", "number")


def repayments_to_remind_of(today: date) -> list[int]:
    """Ids of the repayments whose highest rung reached by `today` has no reminder yet: not cancelled, of
    funded loans, and still owing something."""
    on_the_ladder = Repayment.objects.filter(cancelled=False, due_date__lte=LADDER[0].last_due_date(today))
    if not on_the_ladder.exists():
        return []
    due = Q(pk__in=[])
    for rung, higher in zip(LADDER, (*LADDER[1:], None), strict=True):
        reached = Q(due_date__lte=rung.last_due_date(today))
        if higher is not None:
            reached &= Q(due_date__gt=higher.last_due_date(today))
        due |= reached & ~Exists(DEALT_WITH.filter(repayment=OuterRef("pk"), rung=rung.days))
    found = Repayment.objects.filter(due, cancelled=False, application__stage=Stage.FUNDED)
    return list(with_owed(found).filter(owed__gt=0).order_by("pk").values_list("pk", flat=True))


def repayments_to_write_about(repayment_ids: Iterable[int]) -> QuerySet[Repayment]:
    """Those of these repayments that are not cancelled, belong to a funded loan and still owe something, with
    all that a reminder says and depends on."""
    unpaid = Repayment.objects.filter(cancelled=False, application__stage=Stage.FUNDED)
    return (
        with_owed(unpaid.filter(pk__in=repayment_ids))
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


def rungs_dealt_with(repayment_ids: Iterable[int]) -> dict[int, set[int]]:
    """The rungs that already have a reminder, in any state but withdrawn: repayment id → days from the due
    date."""
    rungs = defaultdict(set)
    reminders = DEALT_WITH.filter(repayment__in=repayment_ids)
    for repayment_id, rung in reminders.values_list("repayment_id", "rung"):
        rungs[repayment_id].add(rung)
    return rungs
