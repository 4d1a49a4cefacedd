"""Statements that are compiled once: Django takes ten times as long to build one as the database to run it.

Such a statement is a constant of its module, with a `Parameter` in place of each value that a call brings.
Nothing else in it can change, so it must not depend on the time or on a setting.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

# A day or a moment as SQLite has it, which would be the day on which the module was imported.
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Parameter(Expression):
    """A value that each call brings; `field` puts it into the database's form."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list["Parameter"]]:
        return "%s", [self]


class _Statement:
    """A statement as one kind of database takes it."""

    def __init__(self, compiler: SQLCompiler) -> None:
        sql, params = compiler.as_sql()
        if days := [one for one in params if DAY.match(str(one))]:
            raise TypeError(f"A statement that is compiled once would keep {days[0]}: {sql}")
        # Texts are written out: SQLite then sees that an index on some of the rows has all that are wanted.
        written = [_literal(one) if isinstance(one, str) else "%s" for one in params]
        self.sql = sql.replace("%%", "%%%%") % tuple(written)
        self._params = [one for one in params if not isinstance(one, str)]
        self._compiler = compiler
        self._converters = compiler.get_converters(one for one, *_ in compiler.select or ())

    def params(self, values: dict[str, Any]) -> list[Any]:
        """The statement's parameters, in order; KeyError for one that the call does not bring."""
        return [
            one.output_field.get_db_prep_save(values[one.name], connection)
            if isinstance(one, Parameter)
            else one
            for one in self._params
        ]

    def in_python(self, rows: list[tuple]) -> Iterable[Any]:
        """Rows as the database returns them, in Python's types."""
        return self._compiler.apply_converters(rows, self._converters) if self._converters else rows


class CompiledRows:
    """Reads the rows of a `values_list`."""

    def __init__(self, rows: QuerySet) -> None:
        self._statement = _by_vendor(lambda: rows.query.clone())

    def sql_with_params(self, **values: Any) -> tuple[str, list[Any]]:
        """The statement and its parameters with these values, to be part of one that is written out."""
        statement = self._statement(connection.vendor)
        return statement.sql, statement.params(values)

    def __call__(self, **values: Any) -> list[Any]:
        """The rows with these values of the parameters, each as a sequence of its columns."""
        statement = self._statement(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.params(values))
            return list(statement.in_python(cursor.fetchall()))


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
            cursor.execute(statement.sql, statement.params(values))
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
