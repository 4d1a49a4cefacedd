"""New rows of a queryset. Its SQL is compiled once, because Django takes longer over that than SQLite over the rows."""

from typing import Any
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

# A key that no row has, in the place of which others are put.
_NO_KEY = -982_451_653


class RowsAfter:
    """The rows of a queryset whose keys are greater than another, in the order of their keys."""

    def __init__(self, rows: QuerySet) -> None:
        self._rows = rows.filter(pk__gt=_NO_KEY).order_by("pk")
        self._compiler: Any = self._rows.query.get_compiler(using=self._rows.db)
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            params = ()
        self._params = list(params)
        # A key may be out of what the database compares.
        self._is_compiled = self._params.count(_NO_KEY) == 1
        if self._is_compiled:
            self._place = self._params.index(_NO_KEY)
            self._compiler.as_sql = lambda *_, **__: (self._sql, tuple(self._params))
            query: Any = self._rows.query
            query.get_compiler = lambda *_, **__: self._compiler

    def is_of(self, rows: QuerySet) -> bool:
        """Whether this reads from the connection that a queryset reads from now."""
        return self._compiler.connection is connections[rows.db]

    def read(self, rows: QuerySet, last: Any) -> list[Model]:
        """Return the rows after `last`."""
        if not self._is_compiled:
            return list(rows.filter(pk__gt=last).order_by("pk"))
        # The type is the driver's, where it tells numbers by their size.
        self._params[self._place] = type(self._params[self._place])(last)
        return list(self._rows.all())


_compiled: WeakKeyDictionary[QuerySet, RowsAfter] = WeakKeyDictionary()


def rows_after(rows: QuerySet, last: Any) -> list[Model]:
    """Return the rows of a queryset after the key `last`, in the order of their keys."""
    after = _compiled.get(rows)
    if after is None or not after.is_of(rows):
        after = _compiled[rows] = RowsAfter(rows)
    return after.read(rows, last)
