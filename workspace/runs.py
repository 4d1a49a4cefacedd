"""Recorded runs of background tasks, with their results as text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from celery.states import FAILURE
from django.db.models import Max, QuerySet
from django_celery_results.models import TaskResult

from workspace.advice import advice_on
from workspace.task_words import task_words


@dataclass(frozen=True)
class Run:
    """A run of a background task; `result` is its result, or why it failed, and then `advice` what to do."""

    name: str
    at: datetime
    failed: bool
    result: str
    advice: str = ""


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


def in_words(found: Iterable[TaskResult]) -> list[Run]:
    """These results as runs with readable text."""
    return [_run(one) for one in found]


def _run(found: TaskResult) -> Run:
    task_name, result = found.task_name or "", json.loads(found.result or "null")
    name = task_words(task_name).name
    if found.status != FAILURE:
        return Run(name=name, at=found.date_done, failed=False, result=_figures(result))
    advice = advice_on(task_name, result or {})
    return Run(name=name, at=found.date_done, failed=True, result=advice.why, advice=advice.next_step)


def _figures(result: object) -> str:
    if not isinstance(result, dict):
        return "" if result is None else str(result)
    return ", ".join(f"{name.replace('_', ' ')}: {_counted(value)}" for name, value in result.items())


def _counted(value: object) -> object:
    # Of reports, the result lists ids: how many there are says more.
    return len(value) if isinstance(value, list) else value
