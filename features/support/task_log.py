"""What background tasks have done, and what a scenario has yet to speak of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import states
from django.db import connection
from django.utils import timezone

from features.support.evidence import Evidence

# Tasks that ask again for what was left undone, and whether there may be anything of the kind.
SWEEPS = {
    "users.tasks.deliver_outbox": (
        "users_emaildelivery WHERE state IN ('queued', 'sending', 'unknown') AND next_attempt_at <= %(now)s"
    ),
    "applications.tasks.import_left_behind": "applications_bankfile WHERE finished_at IS NULL",
    "applications.tasks.draw_up_left_behind": "applications_report WHERE sha256 = ''",
}


@dataclass
class Run:
    """What became of one call."""

    task_name: str
    at: datetime
    state: str
    result: Any


class TaskLog:
    """Every run of a background task, in order."""

    def __init__(self, evidence: Evidence, *, thrifty: bool = False) -> None:
        self._evidence = evidence
        self._thrifty = thrifty
        self.runs: list[Run] = []
        self._unclaimed: list[Run] = []

    def outcome_of(self, task_name: str) -> Any:
        """What the latest run of a task returned; AssertionError where it has not run."""
        results = [run.result for run in self.runs if run.task_name == task_name]
        if not results:
            raise AssertionError(f"{task_name} has not run. What ran: {self._what_ran()}.")
        return results[-1]

    def claim_failure(self) -> Run:
        """The task that failed, which the scenario has now spoken of; AssertionError where none did."""
        if not self._unclaimed:
            raise AssertionError(f"No background task failed. What ran: {self._what_ran()}.")
        return self._unclaimed.pop(0)

    def finish(self) -> None:
        """Fail the scenario that leaves a failure unspoken of."""
        if self._unclaimed:
            failures = "; ".join(f"{run.task_name}: {run.result!r}" for run in self._unclaimed)
            raise AssertionError(f"A background task failed and the scenario did not say so: {failures}")

    def is_worth_asking_for(self, task_name: str) -> bool:
        """Everything is; in a thrifty run a sweep only where it may find something."""
        if not self._thrifty or task_name not in SWEEPS:
            return True
        # A hundred times a day: having Django compile it would take longer than the look.
        with connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            cursor.execute(f"SELECT 1 FROM {SWEEPS[task_name]} LIMIT 1", {"now": now})  # noqa: S608 words of this module
            return cursor.fetchone() is not None

    def _what_ran(self) -> str:
        return ", ".join(f"{run.task_name} → {run.result}" for run in self.runs) or "nothing"

    def _record(self, task_name: str, state: str, result: Any, at: datetime | None = None) -> None:
        run = Run(task_name, at or timezone.now(), state, result)
        self.runs.append(run)
        self._evidence.task(task_name, state, result, at)
        if state in (states.FAILURE, states.REVOKED):
            self._unclaimed.append(run)
