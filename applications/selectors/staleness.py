"""Which applications have not moved for long."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from applications.models import Application, Borrower
from applications.selectors.application import applications
from applications.staleness import OPEN, STALE_AFTER
from common.compiled import CompiledOnce
from common.days import midnight


def applications_gone_stale(today: date) -> list[int]:
    """Ids of the applications in an open stage of which it is to be told that they have not moved."""
    return _ids_gone_stale.rows(**_long_before(today))


@CompiledOnce
def _ids_gone_stale(*, day: date, end: datetime) -> QuerySet:
    return _gone_stale(day=day, end=end).order_by("pk").values_list("pk", flat=True)


def stale_applications_to_write_about(application_ids: Iterable[int], today: date) -> QuerySet[Application]:
    """Those of these applications that need an alert, locked until commit, with what an alert says."""
    return (
        _gone_stale(**_long_before(today))
        .filter(pk__in=application_ids)
        .select_for_update(of=("self",))
        .prefetch_related(Prefetch("borrowers", Borrower.objects.only("name")))
        .order_by("pk")
    )


def _long_before(today: date) -> dict[str, Any]:
    """The last day that is long enough ago, and its end."""
    day = today - STALE_AFTER
    return {"day": day, "end": midnight(day + timedelta(days=1))}


def _gone_stale(*, day: date, end: datetime) -> QuerySet[Application]:
    """Applications in an open stage since before the end of a day; so was the last alert.

    `stale_alert` may be older than the current stage, so comparing it with that day is enough.
    `stage_since` is written with the move's event, at the event's moment, and is indexed beside the stage.
    """
    unmoved = applications().filter(stage__in=OPEN, stage_since__lt=end)
    return unmoved.filter(Q(stale_alert=None) | Q(stale_alert__lte=day))
