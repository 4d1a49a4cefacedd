"""Tells the suite what is asked for and what is done; every process of a live stack imports it.

`celery worker --include` reads it in the worker.
"""

from celery import states
from celery.signals import before_task_publish, task_postrun, task_revoked
from django.utils import timezone

from features.support.stacks.live.addresses import Addresses
from features.support.stacks.live.wire import Done, Wire

wire = Wire(Addresses.from_environment())


@before_task_publish.connect
def asked(**_) -> None:
    # Before, not after: by then a worker may have done it.
    wire.asked()


@task_postrun.connect
def done(sender, state, retval, **_) -> None:
    failed = isinstance(retval, BaseException)
    _tell(sender.name, state, None if failed else retval, str(retval) if failed else "")


@task_revoked.connect
def revoked(sender, expired, **_) -> None:
    _tell(sender.name, states.REVOKED, None, "expired before it could run" if expired else "revoked")


def _tell(task: str, state: str, result, error: str) -> None:
    wire.done(Done(task, state or states.FAILURE, result, error, timezone.now().timestamp()))
