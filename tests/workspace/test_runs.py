"""Task results in words."""

import json

import pytest
from django_celery_results.models import TaskResult

from workspace.runs import failures, in_words, last_runs, runs

AGE = "applications.tasks.age_arrears"


def ran(task_id: str, result: object, *, task_name: str = AGE, status: str = "SUCCESS") -> None:
    TaskResult.objects.create(task_id=task_id, task_name=task_name, status=status, result=json.dumps(result))


@pytest.mark.django_db
class TestRuns:
    @pytest.mark.parametrize(
        ("result", "words"),
        [({"days": 1, "left_behind": 2}, "days: 1, left behind: 2"), ({}, ""), (None, ""), (7, "7")],
    )
    def test_result_in_words(self, result, words):
        ran("1", result)
        (run,) = in_words(runs())
        assert (run.name, run.failed, run.result) == ("age arrears", False, words)

    @pytest.mark.parametrize(
        ("message", "words"),
        [(["The disk", 7], "OSError: The disk 7"), ("full", "OSError: full"), ([], "OSError")],
    )
    def test_failure_with_its_reason(self, message, words):
        ran("1", {})
        ran("2", {"exc_type": "OSError", "exc_message": message}, status="FAILURE")
        (run,) = in_words(failures())
        assert (run.failed, run.result) == (True, words)

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
