"""The one way to queue a task: after commit."""

from celery import Task
from django.db import transaction


def ask_after_commit(task: Task, *args: object, robust: bool = False) -> None:
    """Queue a task once the current transaction commits; at once where there is no transaction.

    A worker that starts earlier might not see the rows the task is about, and a rollback would leave a task
    for rows that never were. If the broker is down then, the commit stands: a `robust` request is logged, for
    work that a sweep queues again or whose failure the caller must not see; any other raises.
    """

    def ask() -> None:
        task.delay(*args)

    # Django logs a robust callback that fails by this name.
    ask.__qualname__ = f"{task.name}.delay"
    transaction.on_commit(ask, robust=robust)
