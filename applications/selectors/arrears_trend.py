"""What is overdue now on the loans that somebody sees, and what was over the last months."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from applications.models import ArrearsSnapshot
from applications.selectors.application import applications_to_list
from applications.selectors.arrears import money
from applications.selectors.overdue import repayments_past_due
from applications.stages import Stage
from common.money import AMOUNT
from users.models import User
from users.preferences import Role

STEP = timedelta(weeks=2)
POINTS = 13  # half a year


@dataclass(frozen=True, kw_only=True)
class ArrearsNow:
    """What is unpaid of all repayments past due, in dollars, and how many loans owe it."""

    overdue: Decimal
    loans: int


def arrears_now(user: User, today: date) -> ArrearsNow:
    """The arrears of the funded loans that the user may see, as the list of overdue loans has them."""
    own = applications_to_list(user)
    late = repayments_past_due(today).filter(application__in=own.filter(stage=Stage.FUNDED).values("pk"))
    found = late.order_by().aggregate(
        overdue=Sum("owed", output_field=AMOUNT), loans=Count("application", distinct=True)
    )
    return ArrearsNow(overdue=money(found["overdue"] or 0), loans=found["loans"])


def arrears_trend(user: User, today: date) -> list[tuple[date, Decimal | None]]:
    """Every second week of the last half year, since the first snapshot, the arrears as the day began; None
    for a day without snapshots."""
    days = [today - STEP * back for back in reversed(range(POINTS))]
    snapshots = ArrearsSnapshot.objects.filter(day__in=days)
    if user.role != Role.ADMIN:
        own = applications_to_list(user).order_by().values("pk")
        snapshots = snapshots.filter(application__in=own)
    found = dict(snapshots.order_by().values_list("day").annotate(Sum("arrears", output_field=AMOUNT)))
    known = days[days.index(min(found)) :] if found else []
    return [(day, money(found[day]) if day in found else None) for day in known]
