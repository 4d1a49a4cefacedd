"""Where a story is: its rows, its clock, what waits, who is connected, and what is down."""

from collections.abc import Hashable
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connections, router

from timeskip.story import Story
from timeskip.writes import ANY_TABLE


class Places:
    """Tells where a story is, as a text that is the same for two stories whose future is the same."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._writes = story.evidence.writes
        self._tables = [
            (router.db_for_read(model), model._meta.db_table)
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        ]
        # By table: how often it had been written to, and its rows then.
        self._rows: dict[str, tuple[int, str]] = {}

    def here(self, apart: Hashable) -> str:
        """Return where the story is now; `apart` tells apart what has the same rows."""
        told = [self._digest(alias, table) for alias, table in self._tables]
        return sha256(repr((told, self._surroundings(), apart)).encode()).hexdigest()

    def _digest(self, alias: str, table: str) -> str:
        counts = self._writes.by_table
        version = counts[ANY_TABLE] + sum(counts[f"{mark}{table}{mark}"] for mark in '"`')
        if table not in self._rows or self._rows[table][0] != version:
            self._rows[table] = version, _rows_of(alias, table)
        return self._rows[table][1]

    def _surroundings(self) -> tuple[Any, ...]:
        story = self._story
        parts = (story.mail, story.files, story.workers, story.beat)
        return (
            story.now,
            [(task.due, task.name, str(task.message["body"])) for task in story.tasks.waiting],
            [(repr(socket), socket.is_open, socket.close_code, len(socket.frames)) for socket in story.sockets.all],
            len(story.mail.delivered),
            [part.failures for part in parts],
            (story.sockets.layer_is_up, story.tasks.reachable),
        )


def _rows_of(alias: str, table: str) -> str:
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 a model's own
        rows = sorted(map(repr, cursor.fetchall()))
    return sha256("\n".join(rows).encode()).hexdigest()
