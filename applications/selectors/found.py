"""One row, or why there is none."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from common.refusals import Absent

Row = TypeVar("Row", bound=Model)


def found(rows: QuerySet[Row], absent: Absent) -> Row:
    """The row that is asked for; raises `absent` where there is none."""
    row = rows.first()
    if row is None:
        raise absent
    return row
