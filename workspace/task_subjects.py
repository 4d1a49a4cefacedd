"""What a background task is about: the bank file or the application that its first argument names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django_celery_results.models import TaskResult

from applications.selectors.application import references_of
from applications.selectors.bank_file import bank_file_names
from workspace.run_again import arguments_of


@dataclass(frozen=True)
class Subject:
    """The name of what a task is about, and the address of its page, where somebody acts on a failure."""

    name: str
    page: str


def _files(ids: list[int]) -> dict[int, Subject]:
    names = bank_file_names(ids)
    return {pk: Subject(name, reverse("workspace:bank-file", args=[pk])) for pk, name in names.items()}


def _loans(ids: list[int]) -> dict[int, Subject]:
    references = references_of(ids)
    return {pk: Subject(one, reverse("workspace:application", args=[one])) for pk, one in references.items()}


# Task → finds what it is about by the ids that are its first arguments.
ABOUT = {
    "applications.tasks.import_payments": _files,
    "applications.tasks.build_repayment_schedule": _loans,
    "applications.tasks.generate_document": _loans,
    "applications.tasks.send_application_status_notification": _loans,
}


def subjects_of(found: Iterable[TaskResult]) -> dict[int, Subject]:
    """What each of these runs is about, by its id, where that is known: one query for each kind of thing."""
    asked: dict = {}
    for run in found:
        find, first = ABOUT.get(run.task_name or ""), _first_argument(run)
        if find and isinstance(first, int):
            asked.setdefault(find, {})[run.pk] = first
    subjects = {}
    for find, by_run in asked.items():
        there = find(sorted(set(by_run.values())))
        subjects |= {run: there[pk] for run, pk in by_run.items() if pk in there}
    return subjects


def _first_argument(run: TaskResult) -> object:
    args, kwargs = arguments_of(run) or ((), {})
    return next(iter([*args, *kwargs.values()]), None)
