"""Running a failed task again, with the arguments that its record holds, or dismissing it.

No task does its work twice, however often it runs: the database prevents it.
"""

import ast
import json

from celery import current_app
from celery.states import FAILURE, IGNORED, PENDING
from django.db import transaction
from django_celery_results.models import TaskResult
from kombu.exceptions import OperationalError

from common.refusals import Refusal
from workspace.advice import not_again_after
from workspace.task_words import TASKS, task_words

# Failed, and an admin has seen to it: no longer among the failed ones, and still in the history.
DISMISSED = IGNORED
CUT = "..."  # what Celery puts in the place of arguments too long to be kept
NOT_FAILED = "This task has not failed, or was run again or dismissed meanwhile."


class NotRunAgain(Refusal):
    """The task cannot be run again; the message says why."""


def run_again(*, run_id: int) -> str:
    """Queue a failed task again under the same id, so that its record says how it ends. Returns its name.

    Raises NotRunAgain where it has not failed, or no longer; where its arguments were not kept; for a task
    that makes no sense later on; and while the task queue cannot be reached.
    """
    failed = TaskResult.objects.filter(pk=run_id, status=FAILURE).first()
    if failed is None:
        raise NotRunAgain(NOT_FAILED)
    if reason := why_not_again(failed):
        raise NotRunAgain(reason)
    _queue(failed)
    return task_words(failed.task_name).name


def run_all_again(*, task_name: str) -> int:
    """Queue all failed runs of a task again, the oldest first, but for those that cannot be.

    Returns how many. Raises NotRunAgain where there is none, and while the task queue cannot be reached.
    """
    failed = TaskResult.objects.filter(task_name=task_name, status=FAILURE).order_by("pk")
    queued = sum(_queue(one) for one in failed if not why_not_again(one))
    if not queued:
        raise NotRunAgain("No failed task of this kind can be run again.")
    return queued


def dismiss(*, run_id: int) -> str:
    """Take a failed task off the list of failed ones. Returns its name.

    Raises NotRunAgain where it has not failed, or was run again or dismissed meanwhile.
    """
    failed = TaskResult.objects.filter(pk=run_id, status=FAILURE).first()
    if failed is None or not _claim(failed, DISMISSED):
        raise NotRunAgain(NOT_FAILED)
    return task_words(failed.task_name or "").name


def why_not_again(failed: TaskResult) -> str:
    """Why a failed task is not run again; empty where it can be."""
    name = failed.task_name or ""
    if name not in TASKS:
        return "There is no longer such a task."
    if reason := task_words(name).not_again or not_again_after(json.loads(failed.result or "null") or {}):
        return reason
    return "" if arguments_of(failed) else "What the task was asked to do was not kept."


def _queue(failed: TaskResult) -> bool:
    """Queue a run again; of two who ask at once, one does.

    The claim is committed only once the task is queued: if the process ends before that, the record is
    failed still. A worker that is done earlier waits for the commit with its result.
    """
    # A web process has loaded only the tasks that its pages ask for.
    current_app.loader.import_default_modules()
    task = current_app.tasks[failed.task_name]
    try:
        with transaction.atomic():
            if not _claim(failed, PENDING):
                return False
            # They can be read, or `why_not_again` says why not.
            task.apply_async(*arguments_of(failed), task_id=failed.task_id, ignore_result=False)
    except OperationalError as error:
        raise NotRunAgain("The task queue could not be reached. Try again later.") from error
    return True


def _claim(failed: TaskResult, status: str) -> bool:
    """Take a failed run out of the failed ones; of two who do so at once, one does."""
    return bool(TaskResult.objects.filter(pk=failed.pk, status=FAILURE).update(status=status))


def arguments_of(failed: TaskResult) -> tuple[list, dict] | None:
    """The arguments and keyword arguments that a record holds; None where it does not hold all of them."""
    try:
        args, kwargs = (_read(kept) for kept in (failed.task_args, failed.task_kwargs))
    except (ValueError, SyntaxError):
        return None
    is_whole = isinstance(args, list | tuple) and isinstance(kwargs, dict)
    return (list(args), kwargs) if is_whole else None


def _read(kept: str | None) -> object:
    """Arguments are kept as JSON, and a worker's as Python's words for them inside JSON."""
    value = json.loads(kept or "null")
    if not isinstance(value, str):
        return value
    if CUT in value:
        raise ValueError(value)
    return ast.literal_eval(value)
