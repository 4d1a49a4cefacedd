"""Background work on a live stack: asked for through the broker, done by real workers, waited for."""

from datetime import datetime
from typing import Any

from celery import Celery
from celery.result import AsyncResult
from django.utils import timezone
from freezegun import api as freezegun_api

from features.support.evidence import Evidence
from features.support.stacks.live.wire import Done, Wire
from features.support.task_log import TaskLog
from timeskip.stacks import NotOnThisStack

# Real seconds for all that follows from a step, on a machine with much else to do.
PATIENCE = 60
LOOK = 1  # seconds between two looks at whether somebody is still at work


class TaskFailedError(Exception):
    """What a worker said of a task that failed."""


class LiveFaults:
    """The trouble that a scenario gives to background work; each request carries what it is to have."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._said: dict[str, Any] = {}

    @property
    def deliveries(self) -> int:
        """How often each request reaches a worker."""
        return self._said.get("deliveries", 1)

    @deliveries.setter
    def deliveries(self, count: int) -> None:
        self._cause(deliveries=count)

    def kill_workers_of(self, task_name: str) -> None:
        """Each worker's process is killed a step later than the one before."""
        self._cause(mortal=[task_name])

    def contest(self, task_name: str) -> None:
        """Wherever a worker is about to claim something, a second one is quicker and does the whole work."""
        self._cause(contested=[task_name])

    def _cause(self, **trouble: Any) -> None:
        self._said |= trouble
        self._wire.cause(self._said)


class LiveTaskQueue(TaskLog):
    """Asks the broker for tasks, and waits until the workers have done everything."""

    def __init__(self, app: Celery, wire: Wire, evidence: Evidence, *, thrifty: bool = False) -> None:
        super().__init__(evidence, thrifty=thrifty)
        self._app = app
        self._wire = wire
        self._reachable = True
        self.faults = LiveFaults(wire)

    @property
    def reachable(self) -> bool:
        return self._reachable

    @reachable.setter
    def reachable(self, reachable: bool) -> None:
        raise NotOnThisStack("The broker serves every process; `make faults` stops it.")

    def submit(self, task_name: str, args=None, kwargs=None, **options) -> AsyncResult:
        """Publish a request."""
        if task_name not in self._app.tasks:
            raise LookupError(f"There is no task {task_name!r}.")
        return self._app.send_task(task_name, args, kwargs, **options)

    @property
    def next_moment(self) -> None:
        """Nothing is put off in the broker: what waits, waits in the database."""
        return

    def run_next(self) -> bool:
        """Wait until all that was asked for is done, with all that it asked for in its turn; nothing is left.

        AssertionError where somebody is still at work after PATIENCE.
        """
        # By its module: freezegun replaces the function itself wherever a module has it under a name.
        end = freezegun_api.real_monotonic() + PATIENCE
        # What this process has just asked for is waited for at once, and looked for only then.
        done, count = ([], 1) if self._wire.has_asked else self._wire.collect()
        while count > 0:
            if found := self._wire.wait(LOOK):
                done.append(found[0])
            if not found or found[1] <= 0:
                more, count = self._wire.collect()
                done += more
            if count > 0 and freezegun_api.real_monotonic() > end:
                raise AssertionError(f"After {PATIENCE} seconds {count} background tasks are not done.")
        self._wire.has_asked = False
        for one in done:
            self._take(one)
        if done:
            self._evidence.anything_written()
        return False

    def run_next_watched(self, watch) -> None:
        raise NotOnThisStack(
            "A worker cannot be stopped before a line; `make faults` kills at random moments."
        )

    def _take(self, one: Done) -> None:
        result = TaskFailedError(one.error) if one.error else one.result
        at = datetime.fromtimestamp(one.at, tz=timezone.get_current_timezone())
        self._record(one.task, one.state, result, at)
