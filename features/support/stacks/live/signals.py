"""Tells the suite what is asked for and what is done; every process of a live stack imports it.

`celery worker --include` reads it in the worker.
"""

from billiard.pool import Pool
from celery import current_task, states
from celery.concurrency.asynpool import AsynPool
from celery.signals import (
    after_task_publish,
    before_task_publish,
    task_postrun,
    task_prerun,
    task_revoked,
)
from django.utils import timezone

from features.support.stacks.live.addresses import Addresses
from features.support.stacks.live.trouble import RIVALS, Trouble, deliver_again
from features.support.stacks.live.wire import Done, Wire

wire = Wire(Addresses.from_environment())
trouble = Trouble(wire)

# A worker process that died is given up at once, and what it was at goes back to the broker; otherwise that
# takes ten seconds and up to five more.
Pool.on_job_process_lost = lambda pool, job, pid, exitcode: pool.mark_as_worker_lost(job, exitcode)
# Celery hears of a death when the process has closed its files, at times before it can be waited for. Such a
# death is found by the next of these rounds only, and they come every five seconds.
AsynPool.timers = property(lambda pool: {pool.maintain_pool: 0.05})


@before_task_publish.connect
def asked(sender, headers, routing_key, **_) -> None:
    # Before it is published, not after: by then a worker may have done it.
    said = wire.asked()
    headers["family"] = (current_task and getattr(current_task.request, "family", None)) or sender
    headers["trouble"] = {} if routing_key == RIVALS else said


@after_task_publish.connect
def published(headers, body, exchange, routing_key, **_) -> None:
    for _again in range(headers["trouble"].get("deliveries", 1) - 1):
        wire.asked()
        deliver_again(headers, body, exchange, routing_key)


@task_prerun.connect
def begins(task, **_) -> None:
    trouble.begin(task)


@task_postrun.connect
def ends(task, state, retval, **_) -> None:
    trouble.end()
    failed = isinstance(retval, BaseException)
    done = _done(task.name, state, None if failed else retval, str(retval) if failed else "")
    wire.done(done, rival=getattr(task.request, "rival", None))


@task_revoked.connect
def revoked(sender, expired, **_) -> None:
    wire.done(
        _done(sender.name, states.REVOKED, None, "expired before it could run" if expired else "revoked")
    )


def _done(task: str, state: str, result, error: str) -> Done:
    return Done(task, state or states.FAILURE, result, error, timezone.now().timestamp())
