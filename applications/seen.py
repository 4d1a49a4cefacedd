"""Rows as one reader sees them. Pages and the API show rows only through this module."""

from typing import Any

from django.core.paginator import Page
from django.db.models import Manager, Model, QuerySet

from applications.models import StageEvent
from applications.visibility import reads, reads_reason
from users.models import User


def seen_by(reader: User, value: Any) -> Any:
    """The same value, with each row in it, at any depth, replaced by what `reader` may read of it."""
    match value:
        case Model():
            return Seen(reader, value)
        case Page():
            return Page(seen_by(reader, value.object_list), value.number, value.paginator)
        case Manager():
            return seen_by(reader, value.all())
        case QuerySet() | list():
            return [seen_by(reader, one) for one in value]
        case dict():
            return {name: seen_by(reader, one) for name, one in value.items()}
    return value


class Seen:
    """A row that has only the fields its reader may read; any other raises AttributeError.

    `"reason" in event` tells whether the reader may read the reason of this event.
    """

    __slots__ = ("__reader", "__row")

    def __init__(self, reader: User, row: Model) -> None:
        self.__reader, self.__row = reader, row

    def __contains__(self, field: str) -> bool:
        if not reads(self.__reader.role, type(self.__row).__name__, field):
            return False
        return field != "reason" or _reads_reason(self.__reader, self.__row)

    def __getattr__(self, name: str) -> Any:
        if name.removeprefix("get_").removesuffix("_display") not in self:
            raise AttributeError(f"{type(self.__row).__name__}.{name} is not shown to this reader")
        return seen_by(self.__reader, getattr(self.__row, name))


def _reads_reason(reader: User, row: Model) -> bool:
    if not isinstance(row, StageEvent):
        return True
    return reads_reason(
        reader.role, came_from=row.from_stage, went_to=row.to_stage, gave_it=row.by_id == reader.pk
    )
