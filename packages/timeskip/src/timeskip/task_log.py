"""What background tasks have done, and what a test has yet to speak of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import states
from celery.exceptions import Retry

from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.given_names import is_named, require_task
from timeskip.latest import Latest
from timeskip.proof import checked
from timeskip.worker_deaths import LOST, WORKER_DIED

# The result of a task that no worker ran before its `expires`.
EXPIRED = "expired"


@dataclass(frozen=True)
class TaskRun:
    """What became of one delivery of a task. `state` is Celery's, or WORKER DIED."""

    name: str
    at: datetime
    state: str
    result: Any
    id: str
    retries: int
    args: tuple
    kwargs: dict


class TaskLog:
    """Every run of a background task, in order."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._runs: list[TaskRun] = Latest(evidence.most_kept)
        self._unclaimed: list[TaskRun] = []

    def add(self, run: TaskRun, *, is_failure: bool = False) -> None:
        """Record a run. A task that failed, expired, was rejected for good or lost has to be claimed."""
        is_lost = run.state == WORKER_DIED and LOST in run.result
        is_failure = is_failure or is_lost or run.state == states.FAILURE or run.result == EXPIRED
        self._runs.append(run)
        self._evidence.add("task", f"{run.name}: {run.state} {_shown(run.result)}".rstrip(), run, at=run.at)
        if is_failure:
            self._unclaimed.append(run)

    def runs(self, name: str | None) -> list[TaskRun]:
        """Return the runs of a task, or of all, oldest first; ValueError for a name that no task has."""
        found = [run for run in self._runs if name is None or is_named(run.name, name)]
        if name is not None and not found:
            require_task(name)
        return found

    def claim_failure(self, name: str | None) -> TaskRun:
        """Return the oldest failure that nobody has claimed, of a task or of any; CheckFailed where there is none.

        ValueError for a name that no task has.
        """
        for run in self._unclaimed:
            if name is None or is_named(run.name, name):
                self._unclaimed.remove(run)
                checked()
                return run
        if name is not None:
            require_task(name)
        whose = f" of {name}" if name else ""
        what_ran = ", ".join(f"{run.name} {run.state}" for run in self._runs) or "nothing"
        raise CheckFailed(f"No run{whose} failed. What ran: {what_ran}.")

    def check(self) -> None:
        """Fail where a task failed and nobody claimed it."""
        if self._unclaimed:
            failures = "; ".join(f"{run.name}: {run.state} {run.result!r}" for run in self._unclaimed)
            raise CheckFailed(
                f"A task failed and the test did not say so: {failures}. "
                "Call story.tasks.claim_failure() if it should fail."
            )


def _shown(result: Any) -> str:
    if isinstance(result, dict):
        return ", ".join(f"{name} {value}" for name, value in result.items())
    return "" if result is None else str(result) if isinstance(result, str | Retry) else repr(result)
