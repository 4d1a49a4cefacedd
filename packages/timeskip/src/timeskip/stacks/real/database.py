"""The run's database: one of its own on the server, emptied before each story."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from django.db import connection
from django.db.models import Model


@contextmanager
def own_database(url: str, name: str = "", *, like: str = "") -> Iterator[str]:
    """Yield the URL of a database of the run's own on the server; what else is there stays as it is.

    name: added to the database's name, where a run has several.
    like: the URL of a database to copy, to which nobody is connected.
    """
    name = f"timeskip_{os.getpid()}{name}"
    template = f" TEMPLATE {urlsplit(like).path.removeprefix('/')}" if like else ""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{template}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Tables:
    """The tables that stories fill."""

    def __init__(self) -> None:
        there = set(connection.introspection.table_names())
        models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
        # What migrations have put there stays there.
        self._kept: dict[type[Model], list[Any]] = {
            model: list(model._base_manager.order_by().values_list("pk", flat=True))
            for table, model in sorted(models.items())
            if table in there
        }

    def empty(self) -> None:
        """Delete every row but those of migrations."""
        statements, params = [], []
        for model, kept in self._kept.items():
            table = connection.ops.quote_name(model._meta.db_table)
            column = connection.ops.quote_name(model._meta.pk.column)
            where = f" WHERE NOT {column} = ANY(%s)" if kept else ""
            statements.append(f"DELETE FROM {table}{where}")  # noqa: S608 Django's own names
            params += [kept] if kept else []
        with connection.cursor() as cursor:
            # In one transaction: references are looked at when everything is gone.
            cursor.execute("; ".join(statements), params)
