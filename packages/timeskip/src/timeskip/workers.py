"""What can go wrong with workers: they die midway, receive a message twice, or two claim the same work."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from celery import Task
from django.db import connections
from django.db.models import QuerySet

from timeskip.declared import Declared
from timeskip.errors import NotSimulated
from timeskip.given_names import is_named, require_task
from timeskip.stand_ins import StandIn
from timeskip.transactions import Transactions
from timeskip.worker_deaths import WorkerDied
from timeskip.worker_points import at_each_point, is_write

EVERY_TASK = "*"


class Workers(Declared):
    """The failures that a test gives to workers. Each is for one task and what it asks for, or for all."""

    # How many points at which a worker may die, and how many claims, have been passed since `count_points()`.
    points_passed: int
    claims_passed: int

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._mortal: set[str] = set()
        self._contested: set[str] = set()
        self._delivered_twice: set[str] = set()
        # By message: how often its worker has died.
        self._deaths: dict[str, int] = {}
        self._has_rival = False
        self._are_running = True
        # None while they are not counted; 0 where they are, and nothing goes wrong.
        self._dies_at: int | None = None
        self._races_at: int | None = None
        self.points_passed = self.claims_passed = 0

    # What a test asks for.

    def die_at_each_write(self, task: str = EVERY_TASK) -> None:
        """Kill the process that runs each delivery one point later than the one before, until one gets through.

        The points are each write, each commit (before its on_commit callbacks) and the end, where the result is not
        stored and the message not acknowledged yet. What dies is one process of a worker's pool: Celery delivers
        again what has acks_late and reject_on_worker_lost, and loses any other task; a lost one has to be claimed
        (tasks.claim_failure). ValueError for a name that no task has.
        """
        self._mortal.add(required(task))

    def count_points(self) -> None:
        """Count the points at which `die_once` and `race_once` may strike, over all tasks."""
        self.die_once(0)
        self.race_once(0)

    def die_once(self, point: int) -> None:
        """Kill the process that passes this point, counted from 1 over all tasks from now on; no other dies of it.

        The points are those of `die_at_each_write`, and what becomes of the message as well.
        """
        self._dies_at, self.points_passed = point, 0

    def deliver_twice(self, task: str = EVERY_TASK) -> None:
        """Deliver each message twice, as a broker may. ValueError for a name that no task has."""
        self._delivered_twice.add(required(task))

    def race_at_each_claim(self, task: str = EVERY_TASK) -> None:
        """Wherever a worker is about to write or to lock rows, let a second one do the whole work first.

        ValueError for a name that no task has.
        """
        self._contested.add(required(task))

    def race_once(self, claim: int) -> None:
        """Let a second worker do the whole work first at this claim, counted from 1 over all tasks from now on.

        The claims are those of `race_at_each_claim`, where the second worker has mostly done all at the first of them.
        """
        self._races_at, self.claims_passed = claim, 0

    @contextmanager
    def watched(self, wrapper: Callable[..., Any]) -> Iterator[None]:
        """While this lasts, one of Django's execute wrappers sees every statement, and may stop a worker at one."""
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(wrapper))
            yield

    def recover(self) -> None:
        """End every failure."""
        for failures in (self._mortal, self._contested, self._delivered_twice):
            failures.clear()
        self._dies_at = self._races_at = None
        self.start()

    def stop(self) -> None:
        """Let tasks wait: no worker is running."""
        self._are_running = False

    def start(self) -> None:
        """Let workers run again; what has become due meanwhile runs at the next settle."""
        self._are_running = True

    @property
    def are_running(self) -> bool:
        return self._are_running

    @property
    def may_die(self) -> bool:
        """Whether a test lets workers die."""
        return bool(self._mortal or self._dies_at)

    @property
    def failures(self) -> Hashable:
        """What they fail at, so that two states can be compared."""
        each = (self._mortal, self._contested, self._delivered_twice)
        return self._are_running, *(tuple(sorted(tasks)) for tasks in each)

    @property
    def concurrency(self) -> int:
        """One: tasks run one after the other."""
        return 1

    @concurrency.setter
    def concurrency(self, value: int) -> None:
        if value != 1:
            raise NotSimulated(
                "A story has one database connection, so no two workers run at once. Use "
                "story.workers.race_at_each_claim() to let a second worker in wherever the first one claims work, "
                "or real workers and a TransactionTestCase."
            )

    @property
    def prefetch(self) -> int:
        """None: a worker takes a message when it runs it."""
        return 0

    @prefetch.setter
    def prefetch(self, value: int) -> None:
        raise NotSimulated(
            "A story's worker takes a message when it runs it, so nothing is prefetched. "
            "Test worker_prefetch_multiplier with real workers and a real broker."
        )

    # What the task queue asks for.

    def deliveries_of(self, name: str, family: str) -> int:
        """How often a message reaches a worker."""
        return 2 if are_concerned(self._delivered_twice, name, family) else 1

    @contextmanager
    def at_work(self, message: str, task: Task, family: str, rival: Callable[[], None]) -> Iterator[None]:
        """While this lasts, a worker's process runs a message; raises WorkerDied where it dies."""
        with ExitStack() as failures:
            is_contested = self._races_at is not None or are_concerned(self._contested, task.name, family)
            if is_contested and not self._has_rival:
                failures.enter_context(self._with_rival(rival))
            if are_concerned(self._mortal, task.name, family) and not self._has_rival:
                failures.enter_context(self._dying(message, task))
            if self._dies_at is not None and not self._has_rival:
                failures.enter_context(self._counted(task))
            yield

    @contextmanager
    def _dying(self, message: str, task: Task) -> Iterator[None]:
        self._deaths[message] = last = self._deaths.get(message, 0) + 1
        points = 0

        def pass_point(description: str) -> None:
            nonlocal points
            if self._has_rival:
                return
            points += 1
            # What runs after a death, as in a `finally`, would not run in production: it dies as well.
            if points >= last:
                raise WorkerDied(f"worker died {description.format(points)}")

        with at_each_point(self._transactions, task, pass_point):
            yield

    @contextmanager
    def _counted(self, task: Task) -> Iterator[None]:
        is_dead = False

        def pass_point(description: str) -> None:
            nonlocal is_dead
            self.points_passed += not is_dead
            is_dead = is_dead or self.points_passed == self._dies_at
            if is_dead:
                raise WorkerDied(f"worker died {description.format(self.points_passed)}")

        with at_each_point(self._transactions, task, pass_point):
            yield

    @contextmanager
    def _with_rival(self, rival: Callable[[], None]) -> Iterator[None]:
        contested: set[Any] = set()
        select_for_update = QuerySet.select_for_update

        def let_rival_in(using: str) -> None:
            # Once a transaction: what follows its first claim is safe behind its locks.
            block = self._transactions.outermost_block(using)
            if self._has_rival or block in contested:
                return
            if block is not None:
                contested.add(block)
            self.claims_passed += 1
            if self._races_at is not None and self.claims_passed != self._races_at:
                return
            self._has_rival = True
            try:
                rival()
            finally:
                self._has_rival = False

        def execute_later(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
            if is_write(sql):
                let_rival_in(context["connection"].alias)
            return execute(sql, params, many, context)

        def lock_later(queryset: QuerySet, *args: Any, **kwargs: Any) -> QuerySet:
            let_rival_in(queryset.db)
            return select_for_update(queryset, *args, **kwargs)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(execute_later))
            stack.enter_context(StandIn(QuerySet, "select_for_update", lock_later))
            yield


def required(task: str) -> str:
    """Return the name of a task, or EVERY_TASK; ValueError for a name that no task has."""
    if task != EVERY_TASK:
        require_task(task)
    return task


def are_concerned(tasks: Iterable[str], name: str, family: str) -> bool:
    """Whether a failure of `tasks` strikes a task, or what the task behind it all has asked for."""
    return any(task == EVERY_TASK or is_named(candidate, task) for task in tasks for candidate in (name, family))
