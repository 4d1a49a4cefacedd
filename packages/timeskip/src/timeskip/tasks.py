"""Background tasks: what waits, what is due, what ran."""

import heapq
import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from functools import partial

from celery import Celery, states
from celery.utils.time import maybe_iso8601, maybe_make_aware, rate
from celery.worker import state as worker_state
from kombu.transport.virtual import Message

from timeskip.broker import Broker, RawMessage
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.errors import CheckFailed, NotSimulated
from timeskip.evidence import Evidence
from timeskip.moments import shown
from timeskip.private_names import active_apps, protected_task_stack
from timeskip.results import Results
from timeskip.stored_results import StoredResults
from timeskip.task_log import TaskLog, TaskRun
from timeskip.transactions import Transactions
from timeskip.worker import Outcome, Worker
from timeskip.workers import Workers

# A task that keeps returning to its queue, or asks for itself, without any time passing.
MOST_AT_ONE_MOMENT = 10_000


@dataclass(order=True)
class WaitingTask:
    """A message on its way to a worker: due first, then in the order of publication, or as `Tasks.shuffle` has it."""

    due: datetime
    number: float
    app: Celery = field(compare=False, repr=False)
    message: RawMessage = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        return self.message["headers"]["task"]

    @property
    def id(self) -> str:
        return self.message["headers"]["id"]

    def __str__(self) -> str:
        return f"{self.name} (due {shown(self.due)})"


class Tasks(Declared):
    """Every task of every Celery app of the project."""

    # Patterns of tasks that other programs run ("billing.*"): they are kept in `sent_elsewhere`.
    run_elsewhere: set[str]
    sent_elsewhere: list[WaitingTask]
    # How often more than one task was due, so that they might have run in another order.
    choices: int

    def __init__(self, clock: Clock, evidence: Evidence, workers: Workers, transactions: Transactions) -> None:
        self._clock, self._evidence, self._workers = clock, evidence, workers
        self._worker = Worker(clock)
        self._broker = Broker(self._accept)
        self._results = Results(clock, self.run_next)
        self._stored = StoredResults(transactions, evidence)
        self._numbers: Iterator[float] = itertools.count(1)
        # A heap. Consumers ask for tasks from several threads.
        self._queue: list[WaitingTask] = []
        self._lock = threading.Lock()
        self._families: dict[str, str] = {}
        # By task with a rate limit: when it may run again.
        self._held_until: dict[str, datetime] = {}
        self._at_this_moment: Counter[str] = Counter()
        self._moment: datetime | None = None
        self._log = TaskLog(evidence)
        self.run_elsewhere = set()
        self.sent_elsewhere = []
        self.choices = 0

    # What a test asks for.

    @property
    def reachable(self) -> bool:
        """Whether the broker can be reached. While it cannot, publishing raises kombu's OperationalError."""
        return self._broker.is_reachable

    @reachable.setter
    def reachable(self, value: bool) -> None:
        self._broker.is_reachable = value

    @property
    def waiting(self) -> list[WaitingTask]:
        """What has been asked for and has not run, in the order in which it is due."""
        return sorted(self._queue)

    def runs(self, name: str | None = None) -> list[TaskRun]:
        """Return the runs of a task, oldest first; "app.tasks.name" or the end of it. Without a name, of all."""
        return self._log.runs(name)

    @property
    def failures(self) -> list[TaskRun]:
        """The failed runs that nobody has claimed yet, oldest first; a story with one fails at its end."""
        return self._log.failures

    def claim_failure(self, name: str | None = None) -> TaskRun:
        """Return the oldest failed run that nobody has claimed yet. An unclaimed failure fails the test."""
        return self._log.claim_failure(name)

    def claim_deliveries_together(self) -> None:
        """Let one claim be for every delivery of a message that failed alike, from now on."""
        self._log.claims_cover_deliveries = True

    def shuffle(self, seed: int) -> None:
        """Let tasks that are due at one moment run in another order from now on, which `seed` repeats.

        Celery promises no order. With seed 0 the task that was asked for last runs first.
        """
        order = random.Random(seed)  # noqa: S311 an order is no secret
        self._numbers = (order.random() for _ in itertools.count()) if seed else itertools.count(0, -1)

    def check(self) -> None:
        """Fail where a task is due and has not run, or one failed and nobody claimed it."""
        self._log.check()
        due = self.next_moment
        if due is not None and due <= self._clock.now():
            waiting = min(self._queue)
            raise CheckFailed(
                f"A task is due and has not run: {self._evidence.title_of(waiting.name)} (due {shown(waiting.due)}). "
                "What the test has checked was true before it ran. Call story.settle() first."
            )

    # What the story asks for.

    @contextmanager
    def connected(self) -> Iterator[None]:
        """While this lasts, every Celery app has this for a broker, a worker and a result backend."""
        with ExitStack() as stack:
            stack.enter_context(self._results.simulated())
            stack.enter_context(self._stored.simulated())
            stack.enter_context(self._broker.connected())
            stack.enter_context(protected_task_stack())
            stack.callback(self._forget_requests)
            yield

    def results_held(self) -> AbstractContextManager[None]:
        """While this lasts, results that nobody looks at may be written later."""
        return self._stored.held()

    @property
    def next_moment(self) -> datetime | None:
        """When the next task is due; None where none waits or nobody works."""
        return self._queue[0].due if self._queue and self._workers.are_running else None

    def run_next(self) -> bool:
        """Run the first task that is due; False where none is."""
        due = self.next_moment
        if due is None or due > self._clock.now():
            return False
        with self._lock:
            waiting = heapq.heappop(self._queue)
            self.choices += bool(self._queue and self._queue[0].due <= self._clock.now())
        if not self._is_held_back(waiting):
            self._count(waiting)
            self._run(waiting)
        return True

    # How.

    def _forget_requests(self) -> None:
        # A worker knows what it has done; the next story may use the same ids.
        for task_id in self._families:
            worker_state.successful_requests.discard(task_id)

    def _accept(self, app: Celery, message: RawMessage) -> None:
        name = message["headers"]["task"]
        waiting = WaitingTask(self._due(app, message), next(self._numbers), app, message)
        owner = next((each for each in (app, *active_apps()) if name in each.tasks), None)
        if owner is None:
            self._send_elsewhere(waiting)
            return
        waiting.app = owner
        headers = message["headers"]
        self._families[waiting.id] = self._families.get(headers.get("root_id"), name)
        for _ in range(self._workers.deliveries_of(name, self._families[waiting.id])):
            self._put(waiting)

    def _put(self, waiting: WaitingTask) -> None:
        with self._lock:
            heapq.heappush(self._queue, waiting)

    def _due(self, app: Celery, message: RawMessage) -> datetime:
        now, eta = self._clock.now(), message["headers"].get("eta")
        if not eta:
            return now
        return max(maybe_make_aware(maybe_iso8601(eta), app.conf.timezone).astimezone(UTC), now)

    def _send_elsewhere(self, waiting: WaitingTask) -> None:
        if not any(fnmatch(waiting.name, pattern) for pattern in self.run_elsewhere):
            raise NotSimulated(
                f"No Celery app of this process has a task {waiting.name!r}. If another program runs it, say so: "
                f"story.tasks.run_elsewhere.add({waiting.name!r})."
            )
        self.sent_elsewhere.append(waiting)
        self._evidence.add("task", f"{self._evidence.title_of(waiting.name)} sent to another program", waiting)

    def _run(self, waiting: WaitingTask) -> None:
        family = self._families.get(waiting.id, waiting.name)
        message = self._broker.deliver(waiting.app, waiting.message)
        task = waiting.app.tasks[waiting.name]
        process = partial(self._workers.at_work, waiting.id, task, family, rival=lambda: self._perform(waiting))
        self._record(waiting, message, self._worker.run(waiting.app, message, process))
        if self._broker.answers.get(message.delivery_tag) == "requeued":
            self._deliver_again(waiting)

    def _is_held_back(self, waiting: WaitingTask) -> bool:
        """Whether a task's rate limit puts it off, as one worker's bucket of one token does."""
        per_second = rate(waiting.app.tasks[waiting.name].rate_limit)
        if not per_second:
            return False
        now = self._clock.now()
        free = self._held_until.get(waiting.name, now)
        if free > now:
            waiting.due = free
            self._put(waiting)
            return True
        self._held_until[waiting.name] = now + timedelta(seconds=1 / per_second)
        return False

    def _perform(self, waiting: WaitingTask) -> None:
        """Run the same request on a second worker, which meets no failure of its own."""
        message = self._broker.deliver(waiting.app, waiting.message)
        self._record(waiting, message, self._worker.run(waiting.app, message))

    def _deliver_again(self, waiting: WaitingTask) -> None:
        waiting.message["properties"]["delivery_info"]["redelivered"] = True
        again = WaitingTask(self._clock.now(), next(self._numbers), waiting.app, waiting.message)
        self._put(again)

    def _record(self, waiting: WaitingTask, message: Message, outcome: Outcome) -> None:
        args, kwargs, *_ = message.payload
        run = TaskRun(
            name=waiting.name,
            at=self._clock.now(),
            state=outcome.state,
            result=outcome.result,
            id=waiting.id,
            retries=waiting.message["headers"].get("retries") or 0,
            args=tuple(args),
            kwargs=dict(kwargs),
        )
        is_rejected = run.state == states.REJECTED and self._broker.answers.get(message.delivery_tag) != "requeued"
        self._log.add(run, is_failure=is_rejected)

    def _count(self, waiting: WaitingTask) -> None:
        if self._moment != self._clock.now():
            self._moment = self._clock.now()
            self._at_this_moment.clear()
        self._at_this_moment[waiting.name] += 1
        if self._at_this_moment[waiting.name] > MOST_AT_ONE_MOMENT:
            raise CheckFailed(
                f"{waiting.name} ran {MOST_AT_ONE_MOMENT} times and no time passed: "
                "it asks for itself, or is put back into its queue, again and again."
            )
