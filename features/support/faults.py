"""What can befall background work: delivered twice, its worker dies midway, a second one does the same."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import Atomic

WRITES = ("INSERT", "UPDATE", "DELETE")
# Of what a task returned: no claim, and a rival let in here would be undone together with Celery's first try.
RESULTS = "django_celery_results"


class WorkerDied(BaseException):
    """The process is gone: nothing that catches errors gets to see it."""


class Faults:
    """The trouble that a scenario gives to some tasks, and to those they put off, each time they run."""

    def __init__(self) -> None:
        self.deliveries = 1  # how often each request reaches a worker
        self._mortal: set[str] = set()
        self._contested: set[str] = set()
        # Of each request: how often its worker has died.
        self._deaths: dict[str, int] = {}
        self._immortal: set[str] = set()
        self._rival_is_at_work = False

    def kill_workers_of(self, task_name: str) -> None:
        """Each worker dies a write later than the one before, the last between commit and what follows."""
        self._mortal.add(task_name)

    def contest(self, task_name: str) -> None:
        """Wherever a worker is about to claim something, a second one is quicker and does the whole work."""
        self._contested.add(task_name)

    @contextmanager
    def upon(self, request: str, family: str, rival: Callable[[], None]) -> Iterator[None]:
        """While this lasts a worker is at work on a request; raises WorkerDied where it dies."""
        with ExitStack() as trouble:
            if family in self._contested and not self._rival_is_at_work:
                trouble.enter_context(self._contested_by(rival))
            if family in self._mortal and request not in self._immortal:
                trouble.enter_context(self._dying(request))
            yield

    @contextmanager
    def _dying(self, request: str) -> Iterator[None]:
        self._deaths[request] = last_write = self._deaths.get(request, 0) + 1
        writes = 0

        def execute_or_die(execute, sql, params, many, context):
            nonlocal writes
            if sql.startswith(WRITES):
                writes += 1
                if writes == last_write:
                    raise WorkerDied(f"before write {last_write}")
            return execute(sql, params, many, context)

        committed_before = list(connection.run_on_commit)
        with connection.execute_wrapper(execute_or_die), _own_savepoints():
            yield
        # It got through: once more it dies, with everything committed and nothing asked for that follows.
        self._immortal.add(request)
        connection.run_on_commit = committed_before
        raise WorkerDied(f"after {writes} writes, before what follows")

    @contextmanager
    def _contested_by(self, rival: Callable[[], None]) -> Iterator[None]:
        outside = len(connection.savepoint_ids)
        contested_blocks = set()
        select_for_update = QuerySet.select_for_update

        def let_the_rival_in() -> None:
            # Once a transaction: whatever it does after its claim is safe behind its locks.
            block = connection.savepoint_ids[outside : outside + 1]
            if self._rival_is_at_work or (block and block[0] in contested_blocks):
                return
            contested_blocks.update(block)
            self._rival_is_at_work = True
            try:
                rival()
            finally:
                self._rival_is_at_work = False

        def execute_later(execute, sql, params, many, context):
            if sql.startswith(WRITES) and RESULTS not in sql:
                let_the_rival_in()
            return execute(sql, params, many, context)

        def lock_later(queryset, *args, **kwargs):
            let_the_rival_in()
            return select_for_update(queryset, *args, **kwargs)

        with (
            connection.execute_wrapper(execute_later),
            patch.object(QuerySet, "select_for_update", lock_later),
        ):
            yield


def _own_savepoints():
    # A transaction that would be the outermost in production has to be undone whole; some of Django's own
    # ask for no savepoint, and inside the scenario's transaction could not be.
    return patch.object(
        Atomic, "savepoint", property(lambda atomic: True, lambda atomic, value: None), create=True
    )
