"""Which applications have not moved for long."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from applications.models import Application, Borrower
from applications.selectors.application import applications
from applications.staleness import OPEN, STALE_AFTER


def applications_gone_stale(today: date) -> list[int]:
    """Ids of the applications in an open stage of which it is to be told that they have not moved."""
    return list(_gone_stale(today).order_by("pk").values_list("pk", flat=True))


def stale_applications_to_write_about(application_ids: Iterable[int], today: date) -> QuerySet[Application]:
    """Those of these applications that are to be told of, locked until commit, with what an alert says."""
    return (
        _gone_stale(today)
        .filter(pk__in=application_ids)
        .select_for_update(of=("self",))
        .prefetch_related(Prefetch("borrowers", Borrower.objects.only("name")))
        .order_by("pk")
    )


def _gone_stale(today: date) -> QuerySet[Application]:
    """Applications in an open stage since a day that is long enough ago, as is the day of the last alert.

    That day lies in the present stage or before it; so the next one is due once it is that long ago.
    `stage_since` is written with the move's event, at the event's moment, and is indexed beside the stage.
    """
    long_ago = today - STALE_AFTER
    next_midnight = timezone.make_aware(datetime.combine(long_ago + timedelta(days=1), time.min))
    unmoved = applications().filter(stage__in=OPEN, stage_since__lt=next_midnight)
    return unmoved.filter(Q(stale_alert=None) | Q(stale_alert__lte=long_ago))
