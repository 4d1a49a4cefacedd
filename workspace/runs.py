"""Recorded runs of background tasks, with their results as text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from celery.states import FAILURE
from django.db.models import Max, QuerySet
from django_celery_results.models import TaskResult


@dataclass(frozen=True)
class Run:
    """A run of a background task; `result` is its result or the reason it failed."""

    name: str
    at: datetime
    failed: bool
    result: str


def runs() -> QuerySet[TaskResult]:
    """All runs, newest first."""
    return TaskResult.objects.order_by("-date_done", "-pk")


def failures() -> QuerySet[TaskResult]:
    """Failed runs, newest first."""
    return runs().filter(status=FAILURE)


def last_runs(task_names: list[str]) -> dict[str, Run]:
    """The last run of each task that has run, by task name."""
    of_these = TaskResult.objects.filter(task_name__in=task_names).order_by()
    newest = of_these.values("task_name").annotate(newest=Max("pk")).values("newest")
    return {found.task_name: _run(found) for found in TaskResult.objects.filter(pk__in=newest)}


def task_title(task_name: str) -> str:
    """applications.tasks.age_arrears → age arrears"""
    return task_name.rpartition(".")[2].replace("_", " ")


def in_words(found: Iterable[TaskResult]) -> list[Run]:
    """These results as runs with readable text."""
    return [_run(one) for one in found]


def _run(found: TaskResult) -> Run:
    failed = found.status == FAILURE
    result = json.loads(found.result or "null")
    return Run(
        name=task_title(found.task_name or ""),
        at=found.date_done,
        failed=failed,
        result=_failure(result) if failed else _figures(result),
    )


def _figures(result: object) -> str:
    if not isinstance(result, dict):
        return "" if result is None else str(result)
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in result.items())


def _failure(result: dict) -> str:
    message = result["exc_message"]
    words = " ".join(map(str, message)) if isinstance(message, list | tuple) else str(message)
    return f"{result['exc_type']}: {words}" if words else result["exc_type"]
