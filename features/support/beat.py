"""Celery beat on the frozen clock."""

from datetime import datetime
from functools import cache

from celery import Celery
from celery.schedules import BaseSchedule, maybe_schedule
from django.utils import timezone

from features.support.task_queue import TaskQueue


@cache
def schedules_of(app: Celery) -> dict[str, BaseSchedule]:
    """The beat schedule, by the names of its entries."""
    entries = app.conf.beat_schedule.items()
    return {name: maybe_schedule(entry["schedule"], app=app) for name, entry in entries}


class Beat:
    """Fires the project's own beat schedule, entry by entry, at the moments of Celery's own arithmetic."""

    def __init__(self, app: Celery, queue: TaskQueue):
        self._app = app
        self._queue = queue
        self._stopped = False
        # How many of it run, each firing everything.
        self.count = 1
        self.start()

    def stop(self) -> None:
        """Beat is down: what becomes due from now on is not asked for, and not made up for afterwards."""
        self._stopped = True

    def resume(self) -> None:
        """Beat runs again, from the clock's present moment on."""
        self._stopped = False
        self.start()

    def start(self) -> None:
        """Begin at the clock's present moment: what was due before it is not made up for."""
        self._began = timezone.now()
        self._next: dict[str, datetime] = {}

    @property
    def next_moment(self) -> datetime:
        """When the next entry is due."""
        return min(self._due.values())

    def fire_due(self) -> bool:
        """Ask for every task whose moment has come, in order; False where none was asked for."""
        now = timezone.now()
        fired = False
        for name, moment in self._due.items():
            if moment <= now:
                fired |= self._fire(self._app.conf.beat_schedule[name])
                self._next[name] = self._after(name, now)
        return fired

    def _fire(self, entry: dict) -> bool:
        if self._stopped or not self._queue.is_worth_asking_for(entry["task"]):
            return False
        for _ in range(self.count):
            self._queue.submit(
                entry["task"], entry.get("args"), entry.get("kwargs"), **entry.get("options", {})
            )
        return True

    @property
    def _due(self) -> dict[str, datetime]:
        # Only once somebody asks: most scenarios let no time pass.
        if not self._next:
            self._next = {name: self._after(name, self._began) for name in schedules_of(self._app)}
        return self._next

    def _after(self, name: str, last_run: datetime) -> datetime:
        return timezone.now() + schedules_of(self._app)[name].remaining_estimate(last_run)
