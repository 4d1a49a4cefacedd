"""Background work: who asks for it, and what it has done."""

from collections.abc import Iterable
from typing import Any

from celery import Celery

from timeskip import CheckFailed
from timeskip.stacks.protocol import StoryLike


class BackgroundTasks:
    """Asks for tasks as beat and the CRM do, and looks what became of them."""

    def __init__(self, app: Celery, story: StoryLike) -> None:
        self._app = app
        self._story = story

    def ask_for(self, task_name: str, args: Iterable[Any] = ()) -> None:
        """Publish a task, by its name."""
        self._app.tasks[task_name].apply_async(tuple(args))

    def outcome_of(self, task_name: str) -> Any:
        """What the latest run of a task returned; AssertionError where it has not run."""
        runs = self._story.tasks.runs(task_name)
        if not runs:
            what_ran = ", ".join(f"{run.name} {run.state}" for run in self._story.tasks.runs()) or "nothing"
            raise AssertionError(f"{task_name} has not run. What ran: {what_ran}.")
        return runs[-1].result

    def claim_failure(self) -> Exception:
        """The error of the task that failed, which the scenario speaks of; AssertionError where none did."""
        return self._story.tasks.claim_failure().result

    def claim_failures_after_commit(self) -> list[Exception]:
        """The errors of what was to follow a change; AssertionError where nothing failed."""
        failures = [self._story.transactions.claim_failure()]
        while True:
            try:
                failures.append(self._story.transactions.claim_failure())
            except CheckFailed:
                return failures
