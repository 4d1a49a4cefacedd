"""Loans that are past due: since when, and how much."""

from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Sum, When

from applications.models import Application, Repayment
from applications.models.repayment import OPEN
from applications.selectors.repayment import with_owed
from applications.stages import Stage
from common.money import AMOUNT, rounded_to_the_cent


def repayments_past_due(today: date, *, days: int = 1) -> QuerySet[Repayment]:
    """The repayments, not cancelled, that were due at least so many days ago and still owe something."""
    due = Repayment.objects.filter(OPEN, due_date__lte=today - timedelta(days=days))
    return with_owed(due).filter(owed__gt=0)


def past_due(applications: QuerySet[Application], today: date, *, days: int = 1) -> QuerySet[Application]:
    """Those of these applications that are funded and at least so many days past due."""
    unpaid = repayments_past_due(today, days=days).filter(application=OuterRef("pk"))
    return applications.filter(Exists(unpaid), stage=Stage.FUNDED)


def with_overdue(applications: QuerySet[Application], today: date) -> QuerySet[Application]:
    """These applications with the due date of the oldest repayment past due (`overdue_since`) and what is
    unpaid of all that are past due (`overdue`); both are None where there is none."""
    own = repayments_past_due(today).filter(application=OuterRef("pk")).order_by()
    since = own.order_by("due_date").values("due_date")[:1]
    amount = own.values("application").annotate(amount=Sum("owed", output_field=AMOUNT)).values("amount")
    return applications.annotate(
        overdue_since=Case(When(stage=Stage.FUNDED, then=Subquery(since))),
        overdue=rounded_to_the_cent(
            Case(When(stage=Stage.FUNDED, then=Subquery(amount)), output_field=AMOUNT)
        ),
    )
