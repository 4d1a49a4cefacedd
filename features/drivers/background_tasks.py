"""Background tasks: they are queued by name, and their results are looked up."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from celery import Celery
from django.utils import timezone

from timeskip import CheckFailed
from timeskip.stacks.protocol import StoryLike
from timeskip.task_log import what_ran


class BackgroundTasks:
    """Queues tasks as the scheduler and the CRM do, and finds their results."""

    def __init__(self, app: Celery, story: StoryLike) -> None:
        self._app = app
        self._story = story

    def ask_for(self, task_name: str, args: Iterable[Any] = ()) -> None:
        """Queue a task, named by its dotted path."""
        self._app.tasks[task_name].apply_async(tuple(args))

    def outcome_of(self, task_name: str) -> Any:
        """Return the result of a task's latest run; AssertionError if it has not run."""
        runs = self._story.tasks.runs(task_name)
        if not runs:
            title = self._story.evidence.title_of(task_name)
            raise AssertionError(
                f"The work “{title}” has not been done. What was done: {what_ran(self._story.tasks.runs())}."
            )
        return runs[-1].result

    def ran_since(self, task_name: str, day: date) -> bool:
        """Whether a task has run on a day or later."""
        return any(timezone.localdate(run.at) >= day for run in self._story.tasks.runs(task_name))

    def claim_failure(self) -> Exception:
        """Return the error of the failed task, and count it as expected; AssertionError if none failed."""
        return self._story.tasks.claim_failure().result

    def claim_failures_after_commit(self) -> list[Exception]:
        """Return the errors of callbacks after commit, and count them as expected; AssertionError if none."""
        failures = [self._story.transactions.claim_failure()]
        while True:
            try:
                failures.append(self._story.transactions.claim_failure())
            except CheckFailed:
                return failures
