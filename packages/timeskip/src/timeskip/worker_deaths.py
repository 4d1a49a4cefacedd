"""What becomes of a message whose worker process is killed.

A story kills one process of a worker's pool, as the kernel does where memory runs out. The worker itself lives and
decides in Celery's own Request.on_failure: with acks_late alone it acknowledges the message and the task has failed;
only with reject_on_worker_lost as well does the message go back to the broker. A whole machine that is lost is another
matter: nobody is left to acknowledge, so the broker delivers each message with acks_late again.
"""

from billiard.einfo import ExceptionInfo
from billiard.exceptions import WorkerLostError
from celery import Task

# The state of a run whose worker died; Celery has none for it.
WORKER_DIED = "WORKER DIED"
DELIVERED_AGAIN = "delivered again"
RETRIED = "retried, because of retry_on_worker_lost"
LOST = "lost, because"


class WorkerDied(BaseException):
    """The worker's process is gone: code that catches Exception does not get to see it."""


def fate_of(task: Task, retries: int) -> str:
    """Return what a worker does with a task that was running in a process of its pool when that died.

    retries: how often the task has been retried so far.
    """
    may_retry = task.max_retries is None or retries < task.max_retries
    # Celery before 5.7 has no such option.
    retries_lost = hasattr(Task, "retry_on_worker_lost") and task.retry_on_worker_lost
    if retries_lost and may_retry:
        return RETRIED
    if retries_lost:
        return f"{LOST} it has been retried {retries} times"
    if not task.acks_late:
        return f"{LOST} acks_late is off"
    if not task.reject_on_worker_lost:
        return f"{LOST} reject_on_worker_lost is off: with acks_late alone Celery acknowledges the message"
    return DELIVERED_AGAIN


def loss() -> ExceptionInfo:
    """Return what a pool reports of a process that was killed."""
    try:
        raise WorkerLostError("Worker exited prematurely: signal 9 (SIGKILL).") from None
    except WorkerLostError:
        return ExceptionInfo()
