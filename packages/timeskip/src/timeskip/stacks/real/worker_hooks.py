"""Tells the run what is asked for and what is done; every process of a real stack imports it.

`celery worker --include` reads it in the worker.
"""

from typing import Any

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from billiard.pool import Pool
from celery import current_app, states
from celery.concurrency.asynpool import AsynPool
from celery.exceptions import Reject
from celery.signals import (
    after_task_publish,
    before_task_publish,
    task_failure,
    task_postrun,
    task_prerun,
    task_retry,
    task_revoked,
    worker_process_init,
)

from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.open_requests import OpenRequests, account_of
from timeskip.stacks.real.put_off import PutOff, family_of
from timeskip.stacks.real.worker_failures import WorkerFailures, deliver_again
from timeskip.stacks.real.written import WrittenTables
from timeskip.worker_deaths import WORKER_DIED
from timeskip.workers import are_concerned

addresses = Addresses.from_environment()
requests = OpenRequests(addresses)
put_off = PutOff(requests)
put_off.keep_from(current_app._get_current_object())
worker_failures = WorkerFailures(requests, addresses.rivals)
written = WrittenTables(requests)

# A worker process that died is given up at once, and its message goes back to the broker; otherwise that takes ten
# seconds and up to five more.
Pool.on_job_process_lost = lambda pool, job, pid, exitcode: pool.mark_as_worker_lost(job, exitcode)
# Celery hears of a death when the process has closed its files, at times before it can be waited for. Such a death
# is found by the next of these rounds only, and they come every five seconds.
AsynPool.timers = property(lambda pool: {pool.maintain_pool: 0.05})


@worker_process_init.connect
def watch_what_is_written(**_: Any) -> None:
    written.watch()


@before_task_publish.connect
def ask(sender: str, headers: dict, routing_key: str, **_: Any) -> None:
    # Before it is published, not after: by then a worker may have done it.
    failures = requests.open()
    headers["family"] = headers.get("family") or family_of(sender)
    headers["failures"] = {} if routing_key == addresses.rivals else failures


@after_task_publish.connect
def asked(sender: str, headers: dict, body: Any, exchange: str, routing_key: str, **_: Any) -> None:
    if are_concerned(headers["failures"].get("delivered_twice", ()), sender, headers["family"]):
        requests.open()
        deliver_again(headers, body, exchange, routing_key)


@task_prerun.connect
def begin(task: Any, **_: Any) -> None:
    written.begin()
    worker_failures.begin(task)


@task_postrun.connect
def end(task: Any, state: str | None, retval: Any, **_: Any) -> None:
    worker_failures.end()
    comes_back = isinstance(retval, Reject) and retval.requeue
    rival = getattr(task.request, "rival", None)
    account = account_of(task, task.request, state or states.FAILURE, retval)
    requests.told({**account, "wrote": written.end()}, closes=not comes_back, rival=rival)


@task_failure.connect
def lost(sender: Any, exception: BaseException, **_: Any) -> None:
    # What ends with its process has no end of its own.
    if isinstance(exception, WorkerLostError | TimeLimitExceeded):
        _tell_of_death(sender, sender.request, states.FAILURE, exception)


@task_retry.connect
def retried(sender: Any, request: Any, reason: Any, **_: Any) -> None:
    # A task that retries itself has an end of its own.
    if isinstance(reason.exc, WorkerLostError):
        _tell_of_death(sender, request, states.RETRY, reason)


def _tell_of_death(task: Any, request: Any, state: str, result: Any) -> None:
    if words := requests.last_words(request.id):
        state, result = WORKER_DIED, words
    requests.told(account_of(task, request, state, result))


@task_revoked.connect
def revoked(sender: Any, request: Any, expired: bool, **_: Any) -> None:
    requests.told(account_of(sender, request, states.REVOKED, "expired" if expired else "revoked"))
