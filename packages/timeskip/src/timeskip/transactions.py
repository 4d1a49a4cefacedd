"""Transactions inside a test's transaction: the outermost block that the project opens counts as one.

A test is one database transaction, so the project's own are savepoints in it. What production has and a savepoint
has not is made up for here:

- on_commit callbacks run at the end of the project's outermost block, or at once outside any.
- That block can be undone whole, even where Django asks for no savepoint.
- A statement outside any block fails alone; on PostgreSQL it would spoil the test's transaction.
- select_for_update outside any block is refused.
- Threads share one connection and take turns: a block is never entered by two, a cursor never used by two.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from timeskip.commit_failures import CommitFailures
from timeskip.evidence import Evidence
from timeskip.private_names import is_test_block_only
from timeskip.stand_ins import StandIn
from timeskip.turns import Turns

logger = logging.getLogger("timeskip")

# Databases on which a failed statement ends the whole transaction. The others undo the statement alone.
FRAGILE = frozenset({"postgresql"})
ABOUT_SAVEPOINTS = ("SAVEPOINT", "ROLLBACK TO", "RELEASE")


class Transactions(CommitFailures):
    """The project's transactions, as its code would see them in production."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence)
        # How many savepoints the test itself holds; aliases that are not in a test's transaction commit for real.
        self._depths = {
            alias: len(connections[alias].savepoint_ids) for alias in connections if connections[alias].in_atomic_block
        }
        self._turns = Turns()
        # Called between a commit and its callbacks; worker failures strike there.
        self.before_callbacks: list[Callable[[], None]] = []
        # Called before the project's outermost block begins.
        self.before_blocks: list[Callable[[], None]] = []

    def is_outside(self, using: str | None) -> bool:
        """Whether the project is outside any transaction of its own."""
        alias = using or DEFAULT_DB_ALIAS
        return alias in self._depths and is_test_block_only(connections[alias], self._depths[alias])

    def outermost_block(self, using: str | None) -> str | None:
        """Return the savepoint in which the project's outermost block runs; None outside any."""
        alias = using or DEFAULT_DB_ALIAS
        own = connections[alias].savepoint_ids[self._depths.get(alias, 0) :]
        return own[0] if own else None

    @contextmanager
    def simulated(self) -> Iterator[None]:
        """While this lasts, transactions behave as in production."""
        with ExitStack() as stack:
            for alias in self._depths:
                stack.enter_context(self._without_earlier_callbacks(connections[alias]))
                stack.enter_context(connections[alias].execute_wrapper(self._execute_in_turn))
            for place, name, ours in (
                (transaction.Atomic, "__enter__", self._enter()),
                (transaction.Atomic, "__exit__", self._exit()),
                (transaction, "mark_for_rollback_on_error", self._mark_for_rollback()),
                (BaseDatabaseWrapper, "on_commit", self._on_commit()),
                (BaseDatabaseWrapper, "get_autocommit", self._get_autocommit()),
                (BaseDatabaseWrapper, "_savepoint_allowed", _is_savepoint_allowed),
                (CursorWrapper, "__getattr__", self._turns.cursor_attribute()),
            ):
                stack.enter_context(StandIn(place, name, ours))
            yield

    @staticmethod
    @contextmanager
    def _without_earlier_callbacks(connection: BaseDatabaseWrapper) -> Iterator[None]:
        # Registered by fixtures before the story began; in production they would have run long ago.
        before, connection.run_on_commit = connection.run_on_commit, []
        try:
            yield
        finally:
            connection.run_on_commit = before

    # The stand-ins. Each closes over this object, because Django calls it with an object of its own.

    def _enter(self) -> Callable[..., None]:
        enter = transaction.Atomic.__enter__

        def enter_in_turn(block: transaction.Atomic) -> None:
            self._turns.take(block.using)
            own = block.savepoint
            try:
                is_outermost = self.is_outside(block.using)
                if is_outermost:
                    for act in self.before_blocks:
                        act()
                # One Atomic may decorate a recursive function: it is changed for this moment only.
                block.savepoint = own or is_outermost
                enter(block)
            except BaseException:
                self._turns.end(block.using)
                raise
            finally:
                block.savepoint = own

        return enter_in_turn

    def _exit(self) -> Callable[..., None]:
        leave = transaction.Atomic.__exit__

        def leave_and_commit(block: transaction.Atomic, *error: Any) -> None:
            try:
                leave(block, *error)
            finally:
                self._turns.end(block.using)
            self._run_callbacks(connections[block.using or DEFAULT_DB_ALIAS])

        return leave_and_commit

    def _mark_for_rollback(self) -> Callable[..., Any]:
        mark = transaction.mark_for_rollback_on_error

        @contextmanager
        def only_inside_a_block(using: str | None = None) -> Iterator[None]:
            if self.is_outside(using):
                yield
            else:
                with mark(using=using):
                    yield

        return only_inside_a_block

    def _on_commit(self) -> Callable[..., None]:
        register = BaseDatabaseWrapper.on_commit

        def register_or_run(connection: BaseDatabaseWrapper, func: Callable, robust: bool = False) -> None:
            register(connection, func, robust)
            self._run_callbacks(connection)

        return register_or_run

    def _get_autocommit(self) -> Callable[..., bool]:
        get = BaseDatabaseWrapper.get_autocommit
        return lambda connection: self.is_outside(connection.alias) or get(connection)

    # What they do.

    def _execute_in_turn(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        connection = context["connection"]
        alias = connection.alias
        # No context manager: this is done for every statement.
        self._turns.take(alias)
        try:
            is_guarded = connection.vendor in FRAGILE and not str(sql).startswith(ABOUT_SAVEPOINTS)
            if not is_guarded or connection.needs_rollback or not self.is_outside(alias):
                return execute(sql, params, many, context)
            savepoint = connection.savepoint()
            try:
                result = execute(sql, params, many, context)
            except BaseException:
                connection.savepoint_rollback(savepoint)
                raise
            connection.savepoint_commit(savepoint)
            return result
        finally:
            self._turns.end(alias)

    def _run_callbacks(self, connection: BaseDatabaseWrapper) -> None:
        if not self.is_outside(connection.alias) or connection.needs_rollback:
            return
        # As Django does: an error in one of them drops those behind it.
        callbacks: list[Any] = connection.run_on_commit
        connection.run_on_commit = []
        if callbacks:
            for strike in self.before_callbacks:
                strike()
        for _, func, robust in callbacks:
            if not robust:
                func()
                continue
            try:
                func()
            except Exception as error:
                logger.exception("A robust on_commit callback failed.")
                self._keep(error)


def _is_savepoint_allowed(connection: BaseDatabaseWrapper) -> bool:
    # Django asks get_autocommit(), which says outside the project's transactions what it would in production.
    return connection.features.uses_savepoints and connection.in_atomic_block
