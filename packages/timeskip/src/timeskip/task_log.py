"""What background tasks have done, and what a test has yet to speak of."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from celery import states
from celery.exceptions import Retry

from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.private_names import active_apps
from timeskip.proof import checked

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
        self._runs: list[TaskRun] = []
        self._unclaimed: list[TaskRun] = []

    def add(self, run: TaskRun, *, is_failure: bool = False) -> None:
        """Record a run. A task that failed, expired or was rejected for good has to be claimed."""
        is_failure = is_failure or run.state == states.FAILURE or run.result == EXPIRED
        self._runs.append(run)
        self._evidence.add("task", f"{run.name}: {run.state} {_shown(run.result)}".rstrip(), run, at=run.at)
        if is_failure:
            self._unclaimed.append(run)

    def runs(self, name: str | None) -> list[TaskRun]:
        """Return the runs of a task, or of all, oldest first; ValueError for a name that no task has."""
        found = [run for run in self._runs if name is None or _is_named(run.name, name)]
        if name and not found:
            _require(name)
        return found

    def claim_failure(self, name: str | None) -> TaskRun:
        """Return the oldest failure that nobody has claimed, of a task or of any; CheckFailed where there is none.

        ValueError for a name that no task has.
        """
        for run in self._unclaimed:
            if name is None or _is_named(run.name, name):
                self._unclaimed.remove(run)
                checked()
                return run
        if name:
            _require(name)
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


def _require(name: str) -> None:
    known = {task for app in active_apps() for task in app.tasks}
    if any(_is_named(task, name) for task in known):
        return
    ends = {task.rpartition(".")[2] for task in known}
    nearest = get_close_matches(name, sorted(known | ends), n=1)
    meant = f" Did you mean {nearest[0]!r}?" if nearest else ""
    raise ValueError(f"No Celery app has a task {name!r}.{meant}")


def _is_named(task: str, name: str) -> bool:
    """Whether a task is called `name`, or its name ends with it after a dot."""
    return task == name or task.endswith(f".{name}")


def _shown(result: Any) -> str:
    if isinstance(result, dict):
        return ", ".join(f"{name} {value}" for name, value in result.items())
    return "" if result is None else str(result) if isinstance(result, str | Retry) else repr(result)
