"""How far behind which loans are as of a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Least

from applications.arrears import LoanArrears
from applications.models import Application, ArrearsSnapshot, Repayment
from applications.selectors.repayment import with_owed
from applications.stages import Stage
from common.days import midnight
from common.money import AMOUNT, to_the_cent


def days_to_age(today: date) -> list[date]:
    """Today and the days since the last snapshot, including that day: it may not have been finished."""
    newest = ArrearsSnapshot.objects.filter(day__lt=today).aggregate(newest=Max("day"))["newest"] or today
    return [newest + timedelta(days=passed) for passed in range((today - newest).days + 1)]


def loans_to_age(day: date) -> list[int]:
    """Ids of the loans that were funded before a day began and have no snapshot of it."""
    loans = funded_before(Application.objects.all(), day)
    aged = ArrearsSnapshot.objects.filter(application=OuterRef("pk"), day=day)
    return list(loans.filter(~Exists(aged)).order_by("pk").values_list("pk", flat=True))


def funded_before(applications: QuerySet[Application], day: date) -> QuerySet[Application]:
    """Those of the applications that were funded before a day began: a funded loan stays funded."""
    return applications.filter(stage=Stage.FUNDED, stage_since__lt=midnight(day))


def arrears_of(loans: QuerySet[Application], *, day: date, counting: Q) -> Iterator[LoanArrears]:
    """What each of these loans owes as of a day; not those that owe nothing. Cancelled repayments apart.

    `counting` says which allocations count; see `with_owed`.
    """
    repayments = with_owed(Repayment.objects.filter(application__in=loans, cancelled=False), counting)
    owing = repayments.filter(owed__gt=0).order_by().values("application")
    found = owing.annotate(
        oldest=Min("due_date"),
        arrears=Sum("owed", filter=Q(due_date__lt=day), default=Decimal(0)),
        balance=Sum(Least("owed", "principal", output_field=AMOUNT)),
    )
    for row in found.order_by("application").iterator():
        yield LoanArrears(
            application_id=row["application"],
            oldest_unpaid=row["oldest"],
            # SQLite adds up floats.
            arrears=to_the_cent(row["arrears"]),
            balance=to_the_cent(row["balance"]),
        )
