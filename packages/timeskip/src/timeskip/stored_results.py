"""django-celery-results: while tasks run, results are held, and written together before anybody looks at them.

Its backend looks for the row, opens a savepoint and inserts: most of what a task costs that finds nothing to do.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connections, router
from django.db.models import Model
from django.db.models.signals import post_init, post_save, pre_init, pre_save

from timeskip.evidence import Evidence
from timeskip.private_names import insert_as_it_is
from timeskip.stand_ins import StandIn
from timeskip.transactions import Transactions
from timeskip.writes import begins, text_of

SIGNALS = (pre_init, post_init, pre_save, post_save)
# Before they are written in any case.
MOST_HELD = 500


class StoredResults:
    """The rows of results that are not written yet.

    A result is held only where its row is sure to be new and nobody can tell the difference: the project is outside any
    transaction, has no signal receivers for results, writes no such rows itself, and the timeline does not show them.
    """

    def __init__(self, transactions: Transactions, evidence: Evidence) -> None:
        self._transactions, self._evidence = transactions, evidence
        # While this is true, somebody is sure to write what is held.
        self._may_wait = False
        self._held: dict[str, Model] = {}
        self._alias: str | None = None
        # Tasks that have rows: those of before the first result, and those that Celery has written since.
        self._written: set[str] = set()
        self._has_looked = False
        self._is_writing = False
        # Whether the project has written rows itself.
        self._has_others = False

    @contextmanager
    def simulated(self) -> Iterator[None]:
        """While this lasts, results may be held."""
        if not apps.is_installed("django_celery_results"):
            yield
            return
        from django_celery_results.managers import TaskResultManager
        from django_celery_results.models import TaskResult

        self._model: type[Model] = TaskResult
        self._table = TaskResult._meta.db_table
        with ExitStack() as stack:
            self._transactions.before_blocks.append(self.write)
            stack.callback(self._transactions.before_blocks.remove, self.write)
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(self._write_before))
            ours = self._hold_or_store(TaskResultManager.store_result)
            stack.enter_context(StandIn(TaskResultManager, "store_result", ours))
            yield

    @contextmanager
    def held(self) -> Iterator[None]:
        """While this lasts, results wait until somebody looks at them."""
        if self._may_wait:
            yield
            return
        self._may_wait = True
        try:
            yield
        except BaseException:
            self._may_wait = False
            # The exception that ends the story says what is wrong.
            with suppress(DatabaseError):
                self.write()
            raise
        self._may_wait = False
        self.write()

    def write(self) -> None:
        """Write what is held."""
        held, self._held = self._held, {}
        if held:
            self._written |= held.keys()
            with self._writing():
                insert_as_it_is(list(held.values()), self._alias)

    # The stand-ins.

    def _hold_or_store(self, store: Callable[..., Any]) -> Callable[..., Any]:
        def hold_or_store(manager: Any, *args: Any, **result: Any) -> Any:
            if self._may_hold(manager, result):
                return store(_Holding(manager.model, self._hold), *args, **result)
            self._written.add(result.get("task_id", ""))
            with self._writing():
                return store(manager, *args, **result)

        return hold_or_store

    def _write_before(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        text = text_of(sql)
        if self._table in text:
            self.write()
            if not self._is_writing and begins(text, ("INSERT",)):
                self._has_others = True
        return execute(sql, params, many, context)

    # How.

    def _may_hold(self, manager: Any, result: dict[str, Any]) -> bool:
        task = result.get("task_id")
        if not self._may_wait or manager.model is not self._model:
            return False
        alias = result.get("using") or router.db_for_write(self._model)
        self._alias = self._alias or alias
        if not self._has_looked:
            self._has_looked = True
            self._written.update(self._model._base_manager.using(alias).values_list("task_id", flat=True))
        if task in self._written or task in self._held:
            return False
        is_seen = self._has_others or self._evidence.is_watched(self._model)
        is_seen = is_seen or any(signal.has_listeners(self._model) for signal in SIGNALS)
        return not is_seen and alias == self._alias and self._transactions.is_outside(alias)

    def _hold(self, row: Any) -> None:
        self._held[row.task_id] = row
        if len(self._held) >= MOST_HELD:
            self.write()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        before, self._is_writing = self._is_writing, True
        try:
            yield
        finally:
            self._is_writing = before


class _Holding:
    """A manager for results that makes rows and writes none."""

    def __init__(self, model: type[Model], hold: Callable[[Model], None]) -> None:
        self.model, self._hold = model, hold

    def using(self, alias: str | None) -> "_Holding":
        return self

    def get_or_create(self, defaults: dict[str, Any], **lookup: Any) -> tuple[Model, bool]:
        row = self.model(**lookup, **defaults)
        for field in row._meta.concrete_fields:
            # The moment at which it is stored, and not that at which it is written.
            field.pre_save(row, add=True)
        self._hold(row)
        return row, True
