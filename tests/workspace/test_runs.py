"""Task results in words."""

import json

import pytest
from django_celery_results.models import TaskResult

from applications import refusals
from crm_backend.celery import app
from workspace.advice import AFTER_REFUSAL
from workspace.runs import failures, in_words, last_runs, runs
from workspace.task_words import TASKS

AGE = "applications.tasks.age_arrears"
REFUSALS = refusals.NotFunded.__module__


def ran(task_id: str, result: object, *, task_name: str = AGE, status: str = "SUCCESS") -> None:
    TaskResult.objects.create(task_id=task_id, task_name=task_name, status=status, result=json.dumps(result))


@pytest.mark.django_db
class TestRuns:
    @pytest.mark.parametrize(
        ("result", "words"),
        [
            ({"days": 1, "left_behind": 2}, "days: 1, left behind: 2"),
            ({"reports": [4, 5]}, "reports: 2"),
            ({}, ""),
            (None, ""),
            (7, "7"),
        ],
    )
    def test_result_in_words(self, result, words):
        ran("1", result)
        (run,) = in_words(runs())
        assert (run.name, run.failed, run.result) == ("Arrears", False, words)

    @pytest.mark.parametrize(
        ("failure", "why", "advice"),
        [
            (
                {"exc_type": "OSError", "exc_message": [28, "No space left on device"]},
                "The disk is full.",
                "Free some space on the server's disk. The next run makes up for it.",
            ),
            (
                {"exc_type": "OSError", "exc_message": [2, "No such file: '/srv/omar.pdf'"]},
                "A file could not be read or written.",
                "Check the disk on which files are kept. The next run makes up for it.",
            ),
            (
                {"exc_type": "NotFunded", "exc_message": ["HL-OMAR is not funded."], "exc_module": REFUSALS},
                "HL-OMAR is not funded.",
                "Nothing is needed: only a funded loan has a schedule.",
            ),
            (
                {"exc_type": "UserNotFound", "exc_message": ["Gone."], "exc_module": "users.refusals"},
                "Gone.",
                "Nothing was changed. Correct what the reason names, then try again.",
            ),
            (
                {"exc_type": "WorkerLostError", "exc_message": "exitcode 9"},
                "The worker stopped while the task was running.",
                "The next run makes up for it.",
            ),
            (
                {"exc_type": "KeyError", "exc_message": ["omar@example.com"], "exc_module": "builtins"},
                "The task failed with an unexpected error.",
                "Tell the developers the task and the time: the log has the details. "
                "The next run makes up for it.",
            ),
        ],
        ids=lambda value: value.get("exc_type") if isinstance(value, dict) else "",
    )
    def test_failure_says_why_and_what_to_do(self, failure, why, advice):
        ran("1", {})
        ran("2", failure, status="FAILURE")
        (run,) = in_words(failures())
        assert (run.failed, run.result, run.advice) == (True, why, advice)

    def test_result_that_is_gone(self):
        ran("1", None, status="FAILURE", task_name="old.tasks.gone")
        (run,) = in_words(failures())
        assert (run.name, run.result) == ("Another task", "The task failed with an unexpected error.")

    def test_newest_runs_first(self):
        for number in range(3):
            ran(str(number), {"days": number})
        assert [run.result for run in in_words(runs()[:2])] == ["days: 2", "days: 1"]

    def test_last_run_of_each_task(self):
        ran("1", {"days": 1})
        ran("2", {"days": 2})
        ran("3", {"due": 3}, task_name="users.tasks.send_daily_digests")
        found = last_runs([AGE, "applications.tasks.purge_expired"])
        assert {name: run.result for name, run in found.items()} == {AGE: "days: 2"}


def test_every_task_has_a_name_of_the_business():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith(("applications.", "users."))}
    assert TASKS.keys() == ours
    names = [words.name for words in TASKS.values()]
    assert len(set(names)) == len(names)


def test_advice_is_for_refusals_that_exist():
    assert [name for name in AFTER_REFUSAL if not hasattr(refusals, name)] == []
