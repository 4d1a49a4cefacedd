"""What can go wrong with workers: each request carries the failures that its worker is to have."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from timeskip.declared import Declared
from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.open_requests import Failures, OpenRequests
from timeskip.workers import EVERY_TASK, required


class RealWorkers(Declared):
    """The failures that a story gives to workers. Each is for one task and what it asks for, or for all."""

    def __init__(self, requests: OpenRequests) -> None:
        self._requests = requests
        self._failures: Failures = {}

    def die_at_each_write(self, task: str = EVERY_TASK) -> None:
        """Kill each worker one point later than the one before: ahead of a write, after a commit, or at the end.

        What dies is one process of the worker's pool: see timeskip.workers.Workers. ValueError for a name that no
        task has.
        """
        self._cause("mortal", task)

    def deliver_twice(self, task: str = EVERY_TASK) -> None:
        """Deliver each message twice, as a broker may."""
        self._cause("delivered_twice", task)

    def race_at_each_claim(self, task: str = EVERY_TASK) -> None:
        """Wherever a worker is about to write or to lock rows, let a second one do the whole work first."""
        self._cause("contested", task)

    def recover(self) -> None:
        """End every failure."""
        self._failures.clear()
        self._requests.cause(self._failures)

    def watched(self, wrapper: Callable[..., Any]) -> AbstractContextManager[None]:
        raise NotOnThisStack("The statements of a worker are seen by its own process only.")

    def stop(self) -> None:
        raise NotOnThisStack("The workers serve every scenario of a run, so none of them stops them.")

    def start(self) -> None:
        """They run."""

    def _cause(self, failure: str, task: str) -> None:
        self._failures.setdefault(failure, []).append(required(task))
        self._requests.cause(self._failures)
