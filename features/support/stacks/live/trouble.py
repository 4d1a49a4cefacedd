"""What befalls a worker because the scenario says so: it is killed at a line, or somebody else is quicker."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from unittest.mock import patch
from uuid import uuid4

from celery import Task
from django.db import connection
from django.db.models import QuerySet

from crm_backend.celery import app
from features.support.faults import WRITES
from features.support.stacks.live.addresses import Addresses
from features.support.stacks.live.wire import Wire

RIVALS = Addresses.from_environment().rivals
PATIENCE = 20  # seconds for a rival to do the whole work


class NoRivalError(Exception):
    """The second worker did not do the work in time."""


class Trouble:
    """The trouble of the task that this process is at, from its start to its end."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._resources = ExitStack()

    def begin(self, task: Task) -> None:
        """Whatever the request was published with."""
        said = getattr(task.request, "trouble", None) or {}
        family = getattr(task.request, "family", "")
        if family in said.get("mortal", ()):
            self._dying(task.request.id)
        if family in said.get("contested", ()):
            self._contested(task)

    def end(self) -> None:
        self._resources.close()

    def _dying(self, request: str) -> None:
        """Each worker dies a step later than the one before: ahead of a write, or after a commit."""
        last_step = self._wire.dies_again(request)
        steps = 0

        def step() -> None:
            nonlocal steps
            steps += 1
            if steps == last_step:
                os.kill(os.getpid(), signal.SIGKILL)

        def what_follows(follow=connection.run_and_clear_commit_hooks) -> None:
            if connection.run_on_commit:
                step()
            follow()

        self._before_writes(step)
        self._resources.enter_context(patch.object(connection, "run_and_clear_commit_hooks", what_follows))

    def _contested(self, task: Task) -> None:
        """Wherever this worker is about to claim something, a second one has just done the whole work."""
        transactions, contested = 0, None

        def begin(autocommit, *args, change=connection.set_autocommit, **kwargs) -> None:
            nonlocal transactions
            transactions += not autocommit
            change(autocommit, *args, **kwargs)

        def let_the_rival_in() -> None:
            # Once a transaction: whatever this one does after its claim is safe behind its locks.
            nonlocal contested
            if connection.in_atomic_block and contested == transactions:
                return
            contested = transactions
            self._rival_of(task)

        def lock_later(queryset, *args, lock=QuerySet.select_for_update, **kwargs):
            let_the_rival_in()
            return lock(queryset, *args, **kwargs)

        self._resources.enter_context(patch.object(connection, "set_autocommit", begin))
        self._resources.enter_context(patch.object(QuerySet, "select_for_update", lock_later))
        self._before_writes(let_the_rival_in)

    def _before_writes(self, act: Callable[[], None]) -> None:
        def act_and_execute(execute, sql, params, many, context):
            if sql.startswith(WRITES):
                act()
            return execute(sql, params, many, context)

        self._resources.enter_context(connection.execute_wrapper(act_and_execute))

    def _rival_of(self, task: Task) -> None:
        name = uuid4().hex
        task.apply_async(
            task.request.args,
            task.request.kwargs,
            queue=RIVALS,
            task_id=task.request.id,
            headers={"rival": name},
        )
        if not self._wire.wait_for_rival(name, PATIENCE):
            raise NoRivalError(f"{task.name}: no second worker within {PATIENCE} seconds.")


def deliver_again(headers: dict, body, exchange: str, routing_key: str) -> None:
    """Hand a request that has just been published to the broker once more."""
    with app.producer_or_acquire() as producer:
        producer.publish(
            body,
            headers=headers,
            exchange=exchange,
            routing_key=routing_key,
            serializer="json",
            correlation_id=headers["id"],
        )
