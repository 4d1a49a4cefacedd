"""What background tasks have done, and what a test has yet to speak of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from celery import states
from celery.exceptions import Reject, Retry

from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.given_names import is_named, require_task
from timeskip.latest import Latest
from timeskip.proof import checked
from timeskip.worker_deaths import LOST, WORKER_DIED

# The result of a task that no worker ran before its `expires`.
EXPIRED = "expired"


# How a timeline puts Celery's states.
STATES = {
    states.SUCCESS: "done",
    states.FAILURE: "failed",
    states.REJECTED: "rejected",
    states.REVOKED: "cancelled",
    WORKER_DIED: "lost its worker",
}


class TaskFailed(Exception):
    """The error of a task in another process: `str` is what people read of it, `repr` that of the error itself."""

    def __init__(self, words: str, shown: str) -> None:
        super().__init__(words)
        self._shown = shown

    def __repr__(self) -> str:
        return self._shown


@dataclass(frozen=True)
class TaskRun:
    """What became of one delivery of a task. `state` is Celery's, or WORKER DIED; `title` is the task's in words."""

    name: str
    at: datetime
    state: str
    result: Any
    id: str
    retries: int
    args: tuple
    kwargs: dict
    title: str = ""

    def __str__(self) -> str:
        """What people read of it: “note reminders done: reminded 1, told 2”."""
        title, came_to = self.title or self.name, words_of(self.result)
        if self.state == states.RETRY:
            return f"{title} to be retried{came_to.removeprefix('Retry')}"
        state = STATES.get(self.state, self.state.lower())
        return f"{title} {state}{came_to and f': {came_to}'}"


class TaskLog:
    """Every run of a background task, in order."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._runs: list[TaskRun] = Latest(evidence.most_kept)
        self._unclaimed: list[TaskRun] = []
        # Whether one claim is for every delivery of a message that failed alike.
        self.claims_cover_deliveries = False

    def add(self, run: TaskRun, *, is_failure: bool = False) -> None:
        """Record a run. A task that failed, expired, was rejected for good or lost has to be claimed."""
        is_lost = run.state == WORKER_DIED and LOST in run.result
        is_failure = is_failure or is_lost or run.state == states.FAILURE or run.result == EXPIRED
        run = replace(run, title=self._evidence.title_of(run.name))
        self._runs.append(run)
        self._evidence.add("task", str(run), run, at=run.at)
        if is_failure:
            self._unclaimed.append(run)

    def runs(self, name: str | None) -> list[TaskRun]:
        """Return the runs of a task, or of all, oldest first; ValueError for a name that no task has."""
        found = [run for run in self._runs if name is None or is_named(run.name, name)]
        if name is not None and not found:
            require_task(name)
        return found

    @property
    def failures(self) -> list[TaskRun]:
        """The failures that nobody has claimed, oldest first."""
        return list(self._unclaimed)

    def claim_failure(self, name: str | None) -> TaskRun:
        """Return the oldest failure that nobody has claimed, of a task or of any; CheckFailed where there is none.

        ValueError for a name that no task has.
        """
        for run in self._unclaimed:
            if name is None or is_named(run.name, name):
                self._unclaimed = [other for other in self._unclaimed if not self._is_claimed(other, run)]
                checked()
                return run
        if name is not None:
            require_task(name)
        whose = f"run of {name}" if name else "background task"
        raise CheckFailed(f"No {whose} failed. What ran: {what_ran(self._runs)}.")

    def _is_claimed(self, other: TaskRun, run: TaskRun) -> bool:
        is_delivery = (other.id, str(other)) == (run.id, str(run))
        return other is run or (self.claims_cover_deliveries and is_delivery)

    def check(self) -> None:
        """Fail where a task failed and nobody claimed it."""
        if self._unclaimed:
            failures = "; ".join(map(str, self._unclaimed))
            raise CheckFailed(
                f"A task failed and the test did not say so: {failures}.",
                "Call story.tasks.claim_failure() if it should fail.",
            )


def words_of(result: Any) -> str:
    """Return what people read of a task's result or error."""
    if isinstance(result, dict):
        return ", ".join(f"{str(name).replace('_', ' ')} {value}" for name, value in result.items())
    if isinstance(result, Reject):
        return str(result.reason)
    if isinstance(result, Exception) and not isinstance(result, Retry | TaskFailed):
        return f"{result} ({type(result).__name__})" if str(result) else type(result).__name__
    return "" if result is None else str(result)


def what_ran(runs: Iterable[TaskRun]) -> str:
    """Return runs in a few words, those of one task and state together: “note reminders done (3 times)”."""
    counts = Counter(str(replace(run, result=None)) for run in runs)
    return ", ".join(text if count == 1 else f"{text} ({count:,} times)" for text, count in counts.items()) or "nothing"
