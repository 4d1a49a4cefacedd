"""Rows as one reader sees them. Pages and the API show rows only through this module."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.db.models import Manager, Model, QuerySet

from applications.models import StageEvent
from applications.visibility import reads, reads_reason
from users.models import User

# Most fields are one of these, which holds no row: a table asks for thousands.
PLAIN = frozenset({str, int, bool, Decimal, date, datetime, type(None)})


class Reader(NamedTuple):
    """Who reads: somebody who has not logged in has no role, and reads no field of any row."""

    role: str
    pk: int | None


def seen_by(reader: User | AnonymousUser, value: Any) -> Any:
    """The same value, with each row in it, at any depth, replaced by what `reader` may read of it."""
    # A request's user is looked up anew at each attribute.
    return _seen(Reader(getattr(reader, "role", ""), reader.pk), value)


def _seen(reader: Reader, value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    match value:
        case Model():
            return Seen(reader, value)
        case Page():
            return Page(_seen(reader, value.object_list), value.number, value.paginator)
        case Manager():
            return _seen(reader, value.all())
        case QuerySet() | list():
            return [_seen(reader, one) for one in value]
        case dict():
            return {name: _seen(reader, one) for name, one in value.items()}
    return value


class Seen:
    """A row that has only the fields its reader may read; any other raises AttributeError.

    `"reason" in event` tells whether the reader may read the reason of this event.
    """

    __slots__ = ("__reader", "__row")

    def __init__(self, reader: Reader, row: Model) -> None:
        self.__reader, self.__row = reader, row

    def __contains__(self, field: str) -> bool:
        if not reads(self.__reader.role, type(self.__row).__name__, field):
            return False
        return field != "reason" or _reads_reason(self.__reader, self.__row)

    def __getattr__(self, name: str) -> Any:
        if name.removeprefix("get_").removesuffix("_display") not in self:
            raise AttributeError(f"{type(self.__row).__name__}.{name} is not shown to this reader")
        value = getattr(self.__row, name)
        return value if type(value) in PLAIN else _seen(self.__reader, value)


def _reads_reason(reader: Reader, row: Model) -> bool:
    if not isinstance(row, StageEvent):
        return True
    return reads_reason(
        reader.role, came_from=row.from_stage, went_to=row.to_stage, gave_it=row.by_id == reader.pk
    )
