"""Which applications have not moved for long."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from applications.models import Application, Borrower
from applications.selectors.application import applications
from applications.staleness import OPEN, STALE_AFTER
from common.compiled import CompiledRows, Parameter
from common.days import midnight


def applications_gone_stale(today: date) -> list[int]:
    """Ids of the applications in an open stage of which it is to be told that they have not moved."""
    return [pk for (pk,) in _GONE_STALE(before=_stale_before(today), alerted_by=today - STALE_AFTER)]


def stale_applications_to_write_about(application_ids: Iterable[int], today: date) -> QuerySet[Application]:
    """Those of these applications that need an alert, locked until commit, with what an alert says."""
    return (
        _gone_stale(_stale_before(today), today - STALE_AFTER)
        .filter(pk__in=application_ids)
        .select_for_update(of=("self",))
        .prefetch_related(Prefetch("borrowers", Borrower.objects.only("name")))
        .order_by("pk")
    )


def stale(found: QuerySet[Application], today: date) -> QuerySet[Application]:
    """Those of these applications that are in an open stage since a day that is long enough ago.

    `stage_since` is written with the move's event, at the event's moment, and is indexed beside the stage.
    """
    return _stale(found, _stale_before(today))


def _stale_before(today: date) -> datetime:
    """The end of the last day that is long enough ago."""
    return midnight(today - STALE_AFTER + timedelta(days=1))


def _stale(found: QuerySet[Application], before: datetime | Parameter) -> QuerySet[Application]:
    return found.filter(stage__in=OPEN, stage_since__lt=before)


def _gone_stale(before: datetime | Parameter, alerted_by: date | Parameter) -> QuerySet[Application]:
    """Stale applications whose last alert, if there was one, is long enough ago too.

    `stale_alert` may be older than the current stage, so comparing it with that day is enough.
    """
    alerted = Q(stale_alert=None) | Q(stale_alert__lte=alerted_by)
    return _stale(applications(), before).filter(alerted)


_GONE_STALE = CompiledRows(
    _gone_stale(
        Parameter("before", Application.stage_since.field),
        Parameter("alerted_by", Application.stale_alert.field),
    )
    .order_by("pk")
    .values_list("pk")
)
