"""What can be busy or full in a simulated morning."""

from collections import defaultdict, deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from simpy import Environment, Event, Resource

# What SimPy runs: it yields events, and returns what the statement is for.
Process = Generator[Event, Any, Any]


class Part:
    """Something that works on so many things at once, and knows how long it did."""

    def __init__(self, environment: Environment, capacity: int) -> None:
        self._environment = environment
        self._resource = Resource(environment, capacity)
        self._capacity = capacity
        self._seconds = 0.0

    def use(self, seconds: float) -> Process:
        """Wait for a turn, then work; returns how long the wait was."""
        began = self._environment.now
        with self._resource.request() as turn:
            yield turn
            waited = self._environment.now - began
            self._seconds += seconds
            yield self._environment.timeout(seconds)
        return waited

    def busy(self, until: float) -> float:
        """How busy it was, from 0 to 1."""
        return self._seconds / (self._capacity * until)


@dataclass(frozen=True)
class Task:
    """A message in a queue: so many units of work, queued at this moment."""

    queue: str
    units: int
    at: float


class Broker:
    """Queues, and the processes that wait at them."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._tasks: dict[str, deque[Task]] = defaultdict(deque)
        self._waiting: dict[str, deque[Event]] = defaultdict(deque)

    def put(self, task: Task) -> None:
        """Queue a task, and wake a process that waits for one."""
        self._tasks[task.queue].append(task)
        waiting = self._waiting[task.queue]
        while waiting:
            process = waiting.popleft()
            # It may have waited at another queue too, and been woken there.
            if not process.triggered:
                process.succeed()
                return

    def get(self, queues: tuple[str, ...]) -> Process:
        """Wait for a task; returns one of the first queue that has any."""
        while True:
            for queue in queues:
                if self._tasks[queue]:
                    return self._tasks[queue].popleft()
            woken = self._environment.event()
            for queue in queues:
                self._waiting[queue].append(woken)
            yield woken
