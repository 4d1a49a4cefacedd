"""The history of applications, move by move."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Q, QuerySet, Sum

from applications.models import Application
from applications.reports.figures import Tally
from applications.reports.pipeline import History, Resting
from applications.staleness import STALE_AFTER
from common.money import to_the_cent


def resting(applications: QuerySet[Application], *, start: datetime, end: datetime) -> Iterator[Resting]:
    """Those of these applications that were created before `start` and have not moved since, by their BDM
    and stage.

    `stage` and `stage_since` are written with the move's event, so that nobody has to read their history.
    """
    found = (
        applications.filter(created_at__lt=start, stage_since__lt=start)
        .order_by("bdm", "stage")
        .values("bdm", "stage")
        .annotate(
            count=Count("pk"),
            total=Sum("amount", default=Decimal(0)),
            unmoved=Count("pk", filter=Q(stage_since__lt=end - STALE_AFTER)),
        )
    )
    for row in found:
        # SQLite adds up floats.
        tally = Tally(row["count"], to_the_cent(row["total"]))
        yield Resting(bdm_id=row["bdm"], stage=row["stage"], tally=tally, unmoved=row["unmoved"])


def histories_of(applications: QuerySet[Application], *, start: datetime, end: datetime) -> Iterator[History]:
    """The history of each of these applications that was created before `end`, later moves included; not of
    those that are `resting`.

    One whose first move came from somewhere, or which was never moved, was at that stage from its creation.
    """
    rows = (
        applications.filter(Q(created_at__gte=start) | Q(stage_since__gte=start), created_at__lt=end)
        .order_by("pk", "stage_events__pk")
        .values_list(
            "pk",
            "bdm",
            "created_at",
            "stage",
            "amount",
            "stage_events__from_stage",
            "stage_events__to_stage",
            "stage_events__at",
        )
    )
    for _, moves in groupby(rows.iterator(), key=itemgetter(0)):
        (_, bdm_id, created_at, stage, amount, first_from, *_), *_ = moves = list(moves)
        entries = [(to, at) for *_, to, at in moves if to is not None]
        # None where there was no move, empty where the application was opened by the first.
        if first_from != "":
            entries.insert(0, (first_from or stage, created_at))
        yield History(
            bdm_id=bdm_id, created_at=created_at, amount=amount or Decimal(0), entries=tuple(entries)
        )
