"""What goes wrong in a worker because the story says so: it is killed at a line, or a second worker is quicker."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from celery import Task, current_app
from django.db import connection
from django.db.models import QuerySet

from timeskip.stacks.real.open_requests import OpenRequests, account_of
from timeskip.worker_deaths import DELIVERED_AGAIN, WORKER_DIED, fate_of
from timeskip.worker_points import is_write
from timeskip.workers import are_concerned

PATIENCE = 20  # seconds for a rival to do the whole work


class NoRivalError(Exception):
    """The second worker has not done the work in time."""


class WorkerFailures:
    """The failures of the task that this process runs, from its start to its end."""

    def __init__(self, requests: OpenRequests, rivals: str) -> None:
        self._requests, self._rivals = requests, rivals
        self._resources = ExitStack()

    def begin(self, task: Task) -> None:
        """Arm the failures that this request carries."""
        failures = getattr(task.request, "failures", None) or {}
        family = getattr(task.request, "family", "")
        if are_concerned(failures.get("mortal", ()), task.name, family):
            self._die(task)
        if are_concerned(failures.get("contested", ()), task.name, family):
            self._let_rival_in(task)

    def end(self) -> None:
        self._resources.close()

    def _die(self, task: Task) -> None:
        """Each worker dies a point later than the one before: ahead of a write, after a commit, or at the end."""
        last_point = self._requests.dies_again(task.request.id)
        points = 0

        def pass_point(where: str) -> None:
            nonlocal points
            points += 1
            if points == last_point:
                self._leave_word(task, f"worker died {where}")
                os.kill(os.getpid(), signal.SIGKILL)

        def pass_and_follow(follow: Callable[[], None] = connection.run_and_clear_commit_hooks) -> None:
            if connection.run_on_commit:
                pass_point("between commit and on_commit")
            follow()

        def pass_and_store(*args: Any, store: Any = task.backend.mark_as_done, **kwargs: Any) -> None:
            # Before the result is stored: a message whose result is there would not be delivered again.
            if task.acks_late:
                pass_point("after its work, before it acknowledged the message")
            store(*args, **kwargs)

        self._before_writes(lambda: pass_point(f"before write {points + 1}"))
        self._resources.enter_context(patch.object(task.backend, "mark_as_done", pass_and_store))
        self._resources.enter_context(patch.object(connection, "run_and_clear_commit_hooks", pass_and_follow))

    def _leave_word(self, task: Task, death: str) -> None:
        fate = fate_of(task, task.request.retries)
        words = f"{death}; {fate}"
        if fate == DELIVERED_AGAIN:
            self._requests.told(account_of(task, task.request, WORKER_DIED, words), closes=False)
        else:
            # The worker whose process this is will tell, once it has given the task up.
            self._requests.leave_word(task.request.id, words)

    def _let_rival_in(self, task: Task) -> None:
        """Wherever this worker is about to claim something, a second one has just done the whole work."""
        transactions, contested = 0, None

        def begin(autocommit: bool, *args: Any, change: Any = connection.set_autocommit, **kwargs: Any) -> None:
            nonlocal transactions
            transactions += not autocommit
            change(autocommit, *args, **kwargs)

        def let_rival_in() -> None:
            # Once a transaction: after its first claim, everything is safe behind its locks.
            nonlocal contested
            if connection.in_atomic_block and contested == transactions:
                return
            contested = transactions
            self._wait_for_rival_of(task)

        def lock_later(queryset: QuerySet, *args: Any, lock: Any = QuerySet.select_for_update, **kwargs: Any) -> Any:
            let_rival_in()
            return lock(queryset, *args, **kwargs)

        self._resources.enter_context(patch.object(connection, "set_autocommit", begin))
        self._resources.enter_context(patch.object(QuerySet, "select_for_update", lock_later))
        self._before_writes(let_rival_in)

    def _before_writes(self, act: Callable[[], None]) -> None:
        def act_and_execute(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
            if is_write(sql):
                act()
            return execute(sql, params, many, context)

        self._resources.enter_context(connection.execute_wrapper(act_and_execute))

    def _wait_for_rival_of(self, task: Task) -> None:
        name = uuid4().hex
        task.apply_async(
            task.request.args,
            task.request.kwargs,
            queue=self._rivals,
            task_id=task.request.id,
            headers={"rival": name},
        )
        if not self._requests.wait_for_rival(name, PATIENCE):
            raise NoRivalError(f"{task.name}: no second worker has done the work within {PATIENCE} seconds.")


def deliver_again(headers: dict, body: Any, exchange: str, routing_key: str) -> None:
    """Hand a request that has just been published to the broker once more."""
    with current_app.producer_or_acquire() as producer:
        producer.publish(
            body,
            headers=headers,
            exchange=exchange,
            routing_key=routing_key,
            serializer=current_app.conf.task_serializer,
            correlation_id=headers["id"],
        )
