"""Statements that are compiled once: Django takes ten times as long to build one as the database to run it.

Such a statement is a constant of its module, with a `Parameter` in place of each value that a call brings.
Nothing else in it can change, so it must not depend on the time or on a setting.
"""

import re
from collections.abc import Callable, Collection, Iterable
from copy import copy
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Expression, Field, Model, Prefetch, QuerySet
from django.db.models.sql import Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

# A day or a moment as SQLite has it, which would be the day on which the module was imported.
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Row = TypeVar("Row", bound=Model)


class Parameter(Expression):
    """A value that each call brings; `field` puts it into the database's form."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list["Parameter"]]:
        return "%s", [self]

    def in_sql(self, value: Any) -> tuple[str, list[Any]]:
        """The placeholder of a value, and its parameter."""
        return "%s", [self.output_field.get_db_prep_save(value, connection)]


class Parameters(Parameter):
    """Values of an `__in` lookup that each call brings: at least one."""

    def in_sql(self, value: Collection) -> tuple[str, list[Any]]:
        """The placeholders of the values, and their parameters."""
        params = [self.output_field.get_db_prep_save(one, connection) for one in value]
        return ", ".join(["%s"] * len(params)), params


class _Statement:
    """A statement as one kind of database takes it."""

    def __init__(self, compiler: SQLCompiler) -> None:
        sql, params = compiler.as_sql()
        if days := [one for one in params if DAY.match(str(one))]:
            raise TypeError(f"A statement that is compiled once would keep {days[0]}: {sql}")
        # Texts are written out: SQLite then sees that an index on some of the rows has all that are wanted.
        literals = [_literal(one) if isinstance(one, str) else "%s" for one in params]
        self._sql = sql.replace("%%", "%%%%") % tuple(literals)
        self._params = [one for one in params if not isinstance(one, str)]
        self._is_fixed = not any(isinstance(one, Parameters) for one in self._params)
        self._compiler = compiler
        self._converters = compiler.get_converters(one for one, *_ in compiler.select or ())

    def with_values(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        """SQL and parameters; KeyError for a value that the call does not bring."""
        places = [
            one.in_sql(values[one.name]) if isinstance(one, Parameter) else ("%s", [one])
            for one in self._params
        ]
        params = [param for _, own in places for param in own]
        if self._is_fixed:
            return self._sql, params
        return self._sql.replace("%%", "%%%%") % tuple(place for place, _ in places), params

    def compiler_with(self, values: dict[str, Any]) -> SQLCompiler:
        """A compiler that has compiled the statement with these values."""
        compiler, statement = copy(self._compiler), self.with_values(values)
        compiler.as_sql = lambda *_, **__: statement
        return compiler

    def in_python(self, rows: list[tuple]) -> Iterable[Any]:
        """Rows as the database returns them, in Python's types."""
        return self._compiler.apply_converters(rows, self._converters) if self._converters else rows


class CompiledRows:
    """Reads the rows of a `values_list`."""

    def __init__(self, rows: QuerySet) -> None:
        self._statement = _by_vendor(lambda: rows.query.clone())

    def sql_with_params(self, **values: Any) -> tuple[str, list[Any]]:
        """The statement and its parameters with these values, to be part of one that is written out."""
        return self._statement(connection.vendor).with_values(values)

    def __call__(self, **values: Any) -> list[Any]:
        """The rows with these values of the parameters, each as a sequence of its columns."""
        statement = self._statement(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(*statement.with_values(values))
            return list(statement.in_python(cursor.fetchall()))


class CompiledModels(Generic[Row]):
    """Reads the models of a queryset, with what it selects and prefetches besides."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        def query() -> Query:
            for prefetch in rows._prefetch_related_lookups:
                if isinstance(prefetch, Prefetch) and prefetch.queryset is not None:
                    # What is prefetched is compiled each time, but a day in it would be kept as well.
                    _Statement(prefetch.queryset.query.clone().get_compiler(connection=connection))
            return rows.query.clone()

        self._rows = rows
        self._statement = _by_vendor(query)

    def __call__(self, **values: Any) -> list[Row]:
        """The models with these values of the parameters."""
        compiler = self._statement(connection.vendor).compiler_with(values)
        rows = self._rows.all()
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)


class CompiledUpdate:
    """Updates the rows of a queryset."""

    def __init__(self, rows: QuerySet, **changes: Any) -> None:
        def query() -> UpdateQuery:
            update = rows.query.chain(UpdateQuery)
            update.add_update_values(changes)
            return update

        self._statement = _by_vendor(query)

    def __call__(self, **values: Any) -> int:
        """Update the rows with these values of the parameters. Returns how many rows."""
        statement = self._statement(connection.vendor)
        with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(*statement.with_values(values))
            return cursor.rowcount


def _literal(text: str) -> str:
    # "str", because an enumeration's member is formatted as its name.
    return "'" + str(text).replace("'", "''").replace("%", "%%") + "'"


def _by_vendor(query: Callable[[], Any]) -> Callable[[str], _Statement]:
    # By vendor, because a project's tests may use two databases in turn.
    @cache
    def statement(vendor: str) -> _Statement:
        return _Statement(query().get_compiler(connection=connection))

    return statement
