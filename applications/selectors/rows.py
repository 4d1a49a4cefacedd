"""One row, or a refusal."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from common.refusals import Absent

Row = TypeVar("Row", bound=Model)


def first_or_raise(rows: QuerySet[Row], absent: type[Absent], *args: object) -> Row:
    """The first of these rows; raises `absent(*args)` if there is none.

    Their model's own order does not count: Django spends as much on it as on the rest of a query for one row.
    """
    in_order = rows if rows.query.order_by else rows.order_by()
    row = next(iter(in_order[:1]), None)
    if row is None:
        raise absent(*args)
    return row
