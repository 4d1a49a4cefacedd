"""Recorded runs of background tasks, with their results as text."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from celery.states import FAILURE, PENDING
from django.db.models import Count, Max, Q, QuerySet
from django_celery_results.models import TaskResult

from common.compiled import CompiledRows
from workspace.advice import NEVER_AGAIN, advice_on
from workspace.run_again import DISMISSED, why_not_again
from workspace.task_subjects import Subject, subjects_of
from workspace.task_words import task_words


@dataclass(frozen=True)
class Run:
    """A run of a background task; `result` is its result, or why it failed, and then `advice` what to do.

    `pk` is that of its record; `not_again` says why a failed one cannot be run again, and is empty otherwise.
    `subject` is what a failed one is about, where that is known.
    """

    pk: int
    name: str
    at: datetime
    failed: bool
    result: str
    advice: str = ""
    not_again: str = ""
    subject: Subject | None = None


def runs() -> QuerySet[TaskResult]:
    """All runs, newest first."""
    return TaskResult.objects.order_by("-date_done", "-pk")


def failures() -> QuerySet[TaskResult]:
    """Failed runs, newest first."""
    return runs().filter(status=FAILURE)


_FAILED = CompiledRows(failures().order_by().values_list("status").annotate(Count("pk")))


def failure_count() -> int:
    """How many runs have failed."""
    return sum(count for _, count in _FAILED())


def failures_by_kind() -> list[tuple[str, str, int]]:
    """Task, its name in words and how many of its runs failed, of those that failed twice or more and can be
    run again; the most first."""
    hopeless = Q()
    for kind in NEVER_AGAIN:
        hopeless |= Q(result__contains=f'"exc_type": "{kind}"')
    some = failures().exclude(hopeless).order_by()
    found = some.values_list("task_name").annotate(n=Count("pk")).filter(n__gt=1)
    words = ((task, task_words(task or ""), number) for task, number in found.order_by("-n", "task_name"))
    return [(task, one.name, number) for task, one, number in words if task and not one.not_again]


def last_runs(task_names: list[str]) -> dict[str, Run]:
    """The last run of each task that has run, by task name."""
    of_these = TaskResult.objects.filter(task_name__in=task_names).order_by()
    newest = of_these.values("task_name").annotate(newest=Max("pk")).values("newest")
    return {found.task_name: _run(found) for found in TaskResult.objects.filter(pk__in=newest)}


def in_words(found: Iterable[TaskResult]) -> list[Run]:
    """These results as runs with readable text."""
    found = list(found)
    subjects = subjects_of(one for one in found if one.status == FAILURE)
    return [_run(one, subjects.get(one.pk)) for one in found]


def _run(found: TaskResult, subject: Subject | None = None) -> Run:
    task_name, result = found.task_name or "", json.loads(found.result or "null")
    words = task_words(task_name)
    run = {"pk": found.pk, "name": words.name, "at": found.date_done}
    if found.status == PENDING:
        return Run(**run, failed=False, result="queued again")
    if found.status not in (FAILURE, DISMISSED):
        return Run(**run, failed=False, result=words.result(result))
    advice = advice_on(task_name, result or {})
    not_again = why_not_again(found)
    return Run(
        **run,
        failed=True,
        result=advice.why,
        advice=advice.next_step,
        not_again=not_again,
        subject=subject,
    )
