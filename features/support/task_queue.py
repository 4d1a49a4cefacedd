"""Celery tasks as a worker would run them, on the frozen clock: now, later, again after a pause."""

import heapq
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch

from celery import Celery, states
from celery.app.task import Task
from celery.app.trace import build_tracer
from celery.result import EagerResult
from celery.utils.time import maybe_make_aware
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError
from kombu.serialization import dumps, loads

from features.support.evidence import Evidence
from features.support.faults import Faults, WorkerDied
from features.support.task_log import TaskLog


def through_json(value: Any) -> Any:
    """What is left of a value when a broker has carried it; raises what Celery would for one it can't."""
    content_type, encoding, data = dumps(value, serializer="json")
    return loads(data, content_type, encoding, accept=[content_type])


@cache
def tracer_of(app: Celery, task_name: str):
    """Celery's own way to run a task, signals and all.

    Eager only in that no result backend is asked. The request says that it is not, so that a retry comes back
    to the queue with its pause instead of running at once.
    """
    return build_tracer(task_name, app.tasks[task_name], app=app, eager=True, propagate=False)


@dataclass(order=True)
class Call:
    """One task that was asked for; calls are ordered by moment, then by the order they were asked for."""

    moment: datetime
    number: int
    task_name: str = field(compare=False)
    arguments: tuple[list, dict] = field(compare=False)
    options: dict = field(compare=False)
    # The task that this one was asked for by, or its own name: the periodic task behind all its parts.
    family: str = field(compare=False)


class TaskQueue(TaskLog):
    """Takes the place of the broker and the workers."""

    def __init__(self, app: Celery, evidence: Evidence, *, thrifty: bool = False):
        super().__init__(evidence, thrifty=thrifty)
        self._app = app
        self._numbers = itertools.count(1)
        self._calls: list[Call] = []
        self._running: list[Call] = []
        self.reachable = True
        self.faults = Faults()

    @contextmanager
    def connected(self) -> Iterator[None]:
        """While this lasts, whatever asks Celery for a task asks this queue."""

        def apply_async(task, args=None, kwargs=None, **options):
            if task.typing:
                task.__header__(*(args or ()), **(kwargs or {}))
            return self.submit(task.name, args, kwargs, **options)

        def send_task(name, args=None, kwargs=None, **options):
            return self.submit(name, args, kwargs, **options)

        with patch.object(Task, "apply_async", apply_async), patch.object(self._app, "send_task", send_task):
            yield

    def submit(self, task_name: str, args=None, kwargs=None, **options) -> EagerResult:
        """Queue a task, as `apply_async` does; `eta` and `countdown` put it off."""
        if not self.reachable:
            raise OperationalError("no broker")
        if task_name not in self._app.tasks:
            raise LookupError(f"There is no task {task_name!r}.")
        now = timezone.now()
        moment = options.get("eta") or now + timedelta(seconds=options.get("countdown") or 0)
        number = next(self._numbers)
        options.setdefault("task_id", f"task-{number}")
        arguments = tuple(through_json([list(args or ()), dict(kwargs or {})]))
        family = self._running[-1].family if self._running else task_name
        call = Call(max(maybe_make_aware(moment), now), number, task_name, arguments, options, family)
        for _ in range(self.faults.deliveries):
            heapq.heappush(self._calls, call)
        return EagerResult(options["task_id"], None, states.PENDING, name=task_name)

    @property
    def next_moment(self) -> datetime | None:
        """When the next call that was put off is due."""
        return self._calls[0].moment if self._calls else None

    def run_next(self) -> bool:
        """Run the first call that is due; False where none is."""
        if not self._calls or self._calls[0].moment > timezone.now():
            return False
        self._run(heapq.heappop(self._calls))
        return True

    def run_next_watched(self, watch: Callable) -> None:
        """Run the first call that is due, and let a Django execute wrapper see its statements."""
        with connection.execute_wrapper(watch):
            self.run_next()

    def finish(self) -> None:
        """Fail the scenario that leaves a task undone or a failure unspoken of."""
        super().finish()
        if self._calls and self._calls[0].moment <= timezone.now():
            raise AssertionError(f"A task is due and was not run: {self._calls[0].task_name}")

    def _run(self, call: Call) -> None:
        expires = call.options.get("expires")
        if expires is not None and timezone.now() >= self._expiry(call, expires):
            self._record(call.task_name, states.REVOKED, "expired before it could run")
            return
        task_id = call.options["task_id"]
        try:
            with self.faults.upon(task_id, call.family, rival=lambda: self._perform(call)):
                self._perform(call)
        except WorkerDied as death:
            self._evidence.task(call.task_name, "worker died", str(death))
            # What no worker has acknowledged is delivered again.
            heapq.heappush(self._calls, call)

    def _perform(self, call: Call) -> None:
        args, kwargs = call.arguments
        request = {
            "id": call.options["task_id"],
            "task": call.task_name,
            "retries": call.options.get("retries", 0),
            "is_eager": False,
            "delivery_info": {},
            "callbacks": call.options.get("link"),
            "errbacks": call.options.get("link_error"),
            "hostname": "acceptance",
        }
        self._running.append(call)
        try:
            result, info, *_ = tracer_of(self._app, call.task_name)(
                call.options["task_id"], args, kwargs, request
            )
        finally:
            self._running.pop()
        if info is None:
            self._record(call.task_name, states.SUCCESS, through_json(result))
        else:
            self._record(call.task_name, info.state, info.retval)

    @staticmethod
    def _expiry(call: Call, expires: float | datetime) -> datetime:
        if isinstance(expires, datetime):
            return maybe_make_aware(expires)
        return call.moment + timedelta(seconds=expires)
