"""Which applications have not moved for long."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from applications.models import Application, Borrower
from applications.selectors.application import applications
from applications.staleness import OPEN, STALE_AFTER
from common.days import midnight


def applications_gone_stale(today: date) -> list[int]:
    """Ids of the applications in an open stage of which it is to be told that they have not moved."""
    return list(_gone_stale(today).order_by("pk").values_list("pk", flat=True))


def stale_applications_to_write_about(application_ids: Iterable[int], today: date) -> QuerySet[Application]:
    """Those of these applications that need an alert, locked until commit, with what an alert says."""
    return (
        _gone_stale(today)
        .filter(pk__in=application_ids)
        .select_for_update(of=("self",))
        .prefetch_related(Prefetch("borrowers", Borrower.objects.only("name")))
        .order_by("pk")
    )


def stale(found: QuerySet[Application], today: date) -> QuerySet[Application]:
    """Those of these applications that are in an open stage since a day that is long enough ago.

    `stage_since` is written with the move's event, at the event's moment, and is indexed beside the stage.
    """
    next_day = midnight(today - STALE_AFTER + timedelta(days=1))
    return found.filter(stage__in=OPEN, stage_since__lt=next_day)


def _gone_stale(today: date) -> QuerySet[Application]:
    """Stale applications whose last alert, if there was one, is long enough ago too.

    `stale_alert` may be older than the current stage, so comparing it with that day is enough.
    """
    alerted = Q(stale_alert=None) | Q(stale_alert__lte=today - STALE_AFTER)
    return stale(applications(), today).filter(alerted)
