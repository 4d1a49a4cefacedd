"""The points at which a worker's process may die: before each write, after each commit, and before it acknowledges."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from celery import Task
from django.db import connections

from timeskip.stand_ins import StandIn
from timeskip.transactions import Transactions
from timeskip.writes import begins, text_of

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")
# Rows about a task's result: no claim, and a write that happens after the task itself.
RESULT_TABLES = "django_celery_results"


@contextmanager
def at_each_point(transactions: Transactions, task: Task, pass_point: Callable[[str], None]) -> Iterator[None]:
    """While this lasts, a worker's process runs a task, and `pass_point` hears where it is: "before write {}"."""

    def execute_or_die(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if is_write(sql):
            pass_point("before write {}")
        return execute(sql, params, many, context)

    def die_after_commit() -> None:
        pass_point("between commit and on_commit")

    def die_or_store(*args: Any, store: Any = task.backend.mark_as_done, **kwargs: Any) -> None:
        # Before the result is stored: a message whose result is there would not be delivered again.
        if task.acks_late:
            pass_point("after its work, before it acknowledged the message")
        store(*args, **kwargs)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(execute_or_die))
        transactions.before_callbacks.append(die_after_commit)
        stack.callback(transactions.before_callbacks.remove, die_after_commit)
        stack.enter_context(StandIn(task.backend, "mark_as_done", die_or_store))
        yield


def is_write(sql: Any) -> bool:
    """Whether a statement writes what a task is there for."""
    text = text_of(sql)
    return begins(text, WRITES) and RESULT_TABLES not in text
