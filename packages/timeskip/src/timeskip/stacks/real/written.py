"""Tells the run which tables a process of the stack writes to, because the run does not see its statements."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from timeskip.stacks.real.open_requests import OpenRequests
from timeskip.writes import Writes, text_of


class WrittenTables:
    """What a task writes is told with its end; what is written outside of tasks, at once."""

    def __init__(self, requests: OpenRequests) -> None:
        self._requests = requests
        self._of_task: Writes | None = None

    def watch(self) -> None:
        """From now on notice what is written on connections that this process opens."""
        connection_created.connect(self._watch)

    def begin(self) -> None:
        """A task begins."""
        self._of_task = Writes()

    def end(self) -> list[str]:
        """A task has ended: return the tables that it has written to."""
        writes, self._of_task = self._of_task, None
        return sorted(writes.by_table) if writes else []

    def _watch(self, connection: BaseDatabaseWrapper, **_: Any) -> None:
        # A connection may be opened several times; and somebody's `with connection.execute_wrapper(…)` around its
        # opening takes the last of these away at its end.
        if self._note not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, self._note)

    def _note(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        writes = self._of_task or Writes()
        writes.note(text_of(sql))
        if writes is not self._of_task and writes.total:
            self._requests.wrote(sorted(writes.by_table))
        return execute(sql, params, many, context)
