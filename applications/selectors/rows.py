"""One row, or a refusal."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from common.refusals import Absent

Row = TypeVar("Row", bound=Model)


def first_or_raise(rows: QuerySet[Row], absent: type[Absent], *args: object) -> Row:
    """The first of these rows; raises `absent(*args)` if there is none."""
    row = rows.first()
    if row is None:
        raise absent(*args)
    return row
