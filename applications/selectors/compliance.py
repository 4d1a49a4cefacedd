"""What was due in a month and what became of it, and what is not in order."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Round

from applications.models import Allocation, Application, Document, Payment, Reminder, Repayment, StageEvent
from applications.models.money import Direction
from applications.reminder_ladder import ReminderState
from applications.reports.compliance import PASSED, Disorder, Dues, required_documents
from applications.reports.periods import Period
from applications.selectors.arrears import Counting, money
from applications.selectors.repayment import with_owed
from common.money import AMOUNT, rounded_to_the_cent
from users.models import EmailDelivery, EmailState


def known_by(period: Period, cutoff: datetime) -> Counting:
    """Allocations of payments with a value date not after the period's last day, recorded by the cutoff."""
    return {"payment__value_date__lte": period.last_day, "payment__recorded_at__lte": cutoff}


def dues_of(loans: QuerySet[Application], *, period: Period, cutoff: datetime) -> Iterator[Dues]:
    """What became of the repayments of these loans that fell due in a period, by BDM; not of cancelled ones.

    Django can group no query by its subqueries without asking each of them again, so the grouping is written
    out around it.
    """
    in_period = Repayment.objects.filter(
        application__in=loans, cancelled=False, due_date__range=(period.first_day, period.last_day)
    )
    repayments = with_owed(in_period, Q(**known_by(period, cutoff))).annotate(
        bdm_id=F("application__bdm"),
        amount_due=F("principal") + F("interest"),
        in_time=_standing_by_the_due_date(period, cutoff),
    )
    columns = repayments.order_by().values_list("bdm_id", "amount_due", "owed", "in_time")
    inner, params = columns.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT bdm_id, COUNT(*), SUM(amount_due), SUM(owed),
                SUM(CASE WHEN owed <= 0 AND in_time >= amount_due THEN 1 ELSE 0 END),
                SUM(CASE WHEN owed > 0 THEN 1 ELSE 0 END)
            FROM ({inner}) AS repayments
            GROUP BY bdm_id
            """,  # noqa: S608 a statement of Django's
            params,
        )
        for bdm_id, count, amount_due, still_open, on_time, unpaid in cursor.fetchall():
            amount = money(amount_due)
            yield Dues(
                bdm_id=bdm_id,
                count=count,
                amount=amount,
                on_time=on_time,
                unpaid=unpaid,
                collected=amount - money(still_open),
            )


def _standing_by_the_due_date(period: Period, cutoff: datetime) -> Round:
    """What a repayment had received by its due date, without the money that bounced later."""
    bounced = Payment.objects.filter(
        reverses=OuterRef("payment"), value_date__lte=period.last_day, recorded_at__lte=cutoff
    )
    shares = Allocation.objects.filter(
        Q(**known_by(period, cutoff)),
        ~Exists(bounced),
        repayment=OuterRef("pk"),
        payment__direction=Direction.RECEIVED,
        payment__value_date__lte=OuterRef("due_date"),
    )
    total = shares.order_by().values("repayment").annotate(total=Sum("amount")).values("total")
    received = Coalesce(Subquery(total), Value(0), output_field=AMOUNT)
    return rounded_to_the_cent(received)


def disorder_of(applications: QuerySet[Application], *, period: Period) -> Iterator[Disorder]:
    """What was not in order at a period's end with these applications, by BDM.

    Documents count from the day they were put in; e-mails and reminders are those of the period. An e-mail
    is the BDM's who is told that it failed, or nobody's.
    """
    in_period = Q(created_at__gte=period.start, created_at__lt=period.end)
    reminders = Reminder.objects.filter(
        in_period, state=ReminderState.UNREACHABLE, repayment__application__in=applications
    )
    emails = EmailDelivery.objects.filter(in_period, state=EmailState.FAILED)
    for what, rows, owner in (
        ("documents_missing", _incomplete(applications, period.end), "bdm"),
        ("emails_failed", emails, "tell_on_failure__bdm"),
        ("reminders_unreachable", reminders, "repayment__application__bdm"),
    ):
        for bdm_id, count in rows.order_by().values_list(owner).annotate(Count("pk")):
            yield Disorder(bdm_id=bdm_id, **{what: count})


def _incomplete(applications: QuerySet[Application], moment: datetime) -> QuerySet[Application]:
    incomplete = Q(pk__in=[])
    for stage in PASSED:
        for kind in required_documents(stage):
            papers = Document.objects.filter(application=OuterRef("pk"), kind=kind, created_at__lt=moment)
            incomplete |= Q(~Exists(papers), stage_then=stage)
    return at_stage_then(applications, moment).filter(incomplete)


def at_stage_then(applications: QuerySet[Application], moment: datetime) -> QuerySet[Application]:
    """Applications created before a moment, with the stage each was at as `stage_then`."""
    moves = StageEvent.objects.filter(application=OuterRef("pk"))
    last_before = moves.filter(at__lt=moment).order_by("-pk").values("to_stage")[:1]
    first_after = moves.filter(at__gte=moment).order_by("pk").values("from_stage")[:1]
    return applications.filter(created_at__lt=moment).annotate(
        stage_then=Coalesce(Subquery(last_before), Subquery(first_after), F("stage"))
    )
