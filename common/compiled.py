"""Queries that are compiled once: Django takes ten times as long over SQL as the database over a few rows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import partial
from itertools import count
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

# Longer lists are compiled each time: there the rows take longer than the SQL.
LONGEST = 128
# Statements of one query. With more, it begins anew.
MOST_KEPT = 200

Values = dict[str, Any]
# A value's name, and its place in a list.
Slot = tuple[str, int]


class Statement(NamedTuple):
    """A compiled query, and which of its parameters are values."""

    rows: QuerySet
    compiler: Any
    sql: str
    params: list[Any]
    slots: dict[int, Slot]


class CompiledOnce:
    """A query that a function builds from values; `rows` and `update` run it.

    The function hands the values to lookups as they are: it neither calculates with them nor asks for the
    time. Integers, texts, days, moments and collections of these may differ from call to call; any other
    value has a statement of its own. A tuple stays as long as it is; other collections are for `__in` alone,
    because they may get a value several times. Not for queries that lock rows: Django checks for a
    transaction as it compiles them.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self.build = build
        # Each thread has a connection of its own.
        self._kept: WeakKeyDictionary[Any, dict[Any, Statement | None]] = WeakKeyDictionary()

    def rows(self, **values: Any) -> list[Any]:
        """The rows of the query."""
        values = _with_lists(values)
        statement = self._statement(_compiler_of_rows, (), values)
        if statement is None:
            return list(self.build(**values))
        sql, params = statement.sql, tuple(_params(statement, values))
        compiler = copy(statement.compiler)
        compiler.as_sql = lambda *_, **__: (sql, params)
        rows = statement.rows.all()
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)

    def sql(self, **values: Any) -> tuple[str, Sequence[Any]]:
        """The query's SQL and parameters, to be part of other SQL."""
        values = _with_lists(values)
        statement = self._statement(_compiler_of_rows, (), values)
        if statement is None:
            return self.build(**values).query.sql_with_params()
        return statement.sql, _params(statement, values)

    def update(self, fields: Mapping[str, Any], **values: Any) -> int:
        """Set fields of the query's rows, to values and not to expressions. Returns how many rows."""
        values = _with_lists(values)
        # NULL is no parameter.
        kind = tuple((name, value is None) for name, value in fields.items())
        statement = self._statement(partial(_compiler_of_update, fields), kind, values)
        if statement is None:
            return self.build(**values).update(**fields)
        connection, meta = connections[DEFAULT_DB_ALIAS], statement.rows.model._meta
        set_to = [
            meta.get_field(name).get_db_prep_save(value, connection=connection)
            for name, value in fields.items()
            if value is not None
        ]
        params = [*set_to, *_params(statement, values)[len(set_to) :]]
        with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(statement.sql, params)
            return cursor.rowcount

    def _statement(self, compiler_of: Callable, kind: tuple, values: Values) -> Statement | None:
        """The statement for values of these kinds; None where Django has to build it."""
        lists = [len(value) for value in values.values() if isinstance(value, list)]
        if lists and not 0 < min(lists) <= max(lists) <= LONGEST:
            return None
        kept = self._kept.setdefault(connections[DEFAULT_DB_ALIAS], {})
        key = (kind, *((name, _kind_of(value)) for name, value in values.items()))
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[key] = _compiled(self.build, compiler_of, values, skipping=sum(not null for _, null in kind))
        return kept[key]


def _with_lists(values: Values) -> Values:
    return {name: _padded(value) if _is_collection(value) else value for name, value in values.items()}


def _is_collection(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes | Mapping)


def _padded(collection: Collection) -> list[Any]:
    """The collection as a list of 1, 2, 4, 8, … values, the last several times, so that few lengths occur."""
    found = list(collection)
    if not found or isinstance(collection, tuple):
        return found
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found))


def _kind_of(value: Any) -> Any:
    """What two values have in common that one statement serves."""
    if isinstance(value, list):
        return tuple(map(_kind_of, value))
    if value is None or isinstance(value, bool | Enum):
        return value
    return next((kind for kind in (int, str, datetime, date) if isinstance(value, kind)), value)


def _params(statement: Statement, values: Values) -> list[Any]:
    ops, params = connections[DEFAULT_DB_ALIAS].ops, statement.params.copy()
    for place, (name, nth) in statement.slots.items():
        value = values[name]
        one = value[nth] if isinstance(value, list) else value
        # A driver may tell integers by a type of its own.
        params[place] = type(params[place])(one) if isinstance(one, int) else _as_param(one, ops)
    return params


def _as_param(value: Any, ops: Any) -> Any:
    if isinstance(value, datetime):
        return ops.adapt_datetimefield_value(value)
    return ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _compiler_of_rows(rows: QuerySet) -> Any:
    return rows.query.get_compiler(DEFAULT_DB_ALIAS)


def _compiler_of_update(fields: Mapping[str, Any], rows: QuerySet) -> Any:
    query = rows.query.chain(UpdateQuery)
    query.add_update_values(fields)
    query.annotations = {}
    return query.get_compiler(DEFAULT_DB_ALIAS)


def _compiled(build: Callable, compiler_of: Callable, values: Values, *, skipping: int) -> Statement | None:
    """Compile a query twice with values that occur nowhere else: the parameters that differ are the values.

    TypeError where the query calculates with a value or leaves one out. None where it can find no rows.
    """
    compiled, stand_ins = [], []
    for time in (1, 2):
        standing_in = _standing_in(values, time)
        rows = build(**standing_in)
        compiler = compiler_of(rows)
        try:
            compiled.append((rows, compiler, *compiler.as_sql()))
        except EmptyResultSet:
            return None
        stand_ins.append(dict(_each(standing_in)))
    (rows, compiler, sql, params), (*_, others) = compiled
    slot_of = {(one, stand_ins[1][slot]): slot for slot, one in stand_ins[0].items()}
    slots = {
        place: slot_of.get(pair)
        for place, pair in enumerate(zip(params, others, strict=True))
        if place >= skipping and pair[0] != pair[1]
    }
    if set(slots.values()) != set(slot_of.values()):
        raise TypeError(f"{build.__name__} calculates with a value, or leaves one out: {sql}")
    return Statement(rows, compiler, sql, list(params), slots)  # type: ignore[arg-type]


def _each(values: Values) -> Iterator[tuple[Slot, Any]]:
    """Each value for which a statement has a slot, as a parameter."""
    ops = connections[DEFAULT_DB_ALIAS].ops
    for name, value in values.items():
        for nth, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(_kind_of(one), type):
                yield (name, nth), _as_param(one, ops)


def _standing_in(values: Values, time: int) -> Values:
    """Values of the same kinds that no query has by itself: each another, and others the second time."""
    numbers = count(time * 10_000)
    return {
        name: [_stand_in(one, next(numbers)) for one in value]
        if isinstance(value, list)
        else _stand_in(value, next(numbers))
        for name, value in values.items()
    }


def _stand_in(value: Any, number: int) -> Any:
    kind = _kind_of(value)
    if kind is int:
        # Any column of integers takes it.
        return number
    if kind is str:
        return f"stand-in {number}"
    if kind is datetime:
        return datetime(1500, 1, 1, tzinfo=UTC) + timedelta(hours=number, seconds=number)
    return date(1400, 1, 1) + timedelta(days=number) if kind is date else value
