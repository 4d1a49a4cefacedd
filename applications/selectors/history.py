"""The history of applications, move by move."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from applications.models import Application
from applications.reports.pipeline import History


def histories_of(applications: QuerySet[Application], *, before: datetime) -> Iterator[History]:
    """The history of each of these applications that was created before a moment, later moves included.

    One whose first move came from somewhere, or which was never moved, was at that stage from its creation.
    """
    rows = (
        applications.filter(created_at__lt=before)
        .order_by("pk", "stage_events__pk")
        .values_list(
            "pk",
            "created_at",
            "stage",
            "amount",
            "stage_events__from_stage",
            "stage_events__to_stage",
            "stage_events__at",
        )
    )
    for _, moves in groupby(rows.iterator(), key=itemgetter(0)):
        (_, created_at, stage, amount, first_from, *_), *_ = moves = list(moves)
        entries = [(to, at) for *_, to, at in moves if to is not None]
        # None where there was no move, empty where the application was opened by the first.
        if first_from != "":
            entries.insert(0, (first_from or stage, created_at))
        yield History(created_at=created_at, amount=amount or Decimal(0), entries=tuple(entries))
