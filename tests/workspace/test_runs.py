"""Task results in words."""

import json
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django_celery_results.models import TaskResult

from applications import refusals
from applications import tasks as loans
from applications.models import Application, BankFile, Report
from applications.reminder_ladder import ReminderState
from applications.services.bank_files import bank_file_receive
from crm_backend.celery import app
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from users import tasks as people
from users.models import EmailState
from workspace.advice import AFTER_REFUSAL
from workspace.runs import failures, in_words, last_runs, runs
from workspace.task_words import TASKS

AGE = "applications.tasks.age_arrears"
NOTES = "applications.tasks.send_note_reminders"
REFUSALS = refusals.NotFunded.__module__


def ran(task_id: str, result: object, *, task_name: str = AGE, status: str = "SUCCESS") -> None:
    TaskResult.objects.create(task_id=task_id, task_name=task_name, status=status, result=json.dumps(result))


@pytest.mark.django_db
class TestRuns:
    @pytest.mark.parametrize(
        ("task_name", "result", "words"),
        [
            (AGE, {"days": 1, "loans": 2}, "1 day was due; 2 snapshots were recorded"),
            (NOTES, {"due": 3, "reminded": 3, "told": 4}, "3 notes were due; 4 notifications were sent"),
            (NOTES, {"due": 0}, "Nothing to do"),
            ("applications.tasks.produce_reports", {"reports": [4, 5]}, "2 reports were produced"),
            (NOTES, {}, "Nothing to do"),
            (NOTES, None, ""),
            ("old.tasks.gone", {"left_behind": 2}, ""),
            ("old.tasks.gone", 7, ""),
        ],
    )
    def test_result_in_words(self, task_name, result, words):
        ran("1", result, task_name=task_name)
        (run,) = in_words(runs())
        assert (run.failed, run.result) == (False, words)

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
        for number in range(1, 4):
            ran(str(number), {"days": number})
        assert [run.result for run in in_words(runs()[:2])] == ["3 days were due", "2 days were due"]

    def test_last_run_of_each_task(self):
        ran("1", {"days": 1})
        ran("2", {"days": 2})
        ran("3", {"due": 3}, task_name="users.tasks.send_daily_digests")
        found = last_runs([AGE, "applications.tasks.purge_expired"])
        assert {name: run.result for name, run in found.items()} == {AGE: "2 days were due"}


def test_every_task_has_a_name_of_the_business():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith(("applications.", "users."))}
    assert TASKS.keys() == ours
    names = [words.name for words in TASKS.values()]
    assert len(set(names)) == len(names)


# Of what each task returns; those on record end in the task history, the others once they are run again.
RETURNED = {
    "applications.tasks.age_arrears": lambda: loans.age_arrears(),
    "applications.tasks.purge_expired": lambda: loans.purge_expired(),
    "applications.tasks.run_monthly_compliance_check": lambda: loans.run_monthly_compliance_check(),
    "applications.tasks.produce_weekly_report": lambda: loans.produce_weekly_report(),
    "applications.tasks.produce_reports": lambda: loans.produce_reports(
        "weekly_pipeline", "2025-03-03", [None], "2025-03-10T06:30:00+11:00"
    ),
    "applications.tasks.generate_report_document": lambda: loans.generate_report_document(_report().pk),
    "applications.tasks.draw_up_left_behind": lambda: loans.draw_up_left_behind(),
    "applications.tasks.send_repayment_reminders": lambda: loans.send_repayment_reminders() | REMINDED,
    "applications.tasks.remind_of_repayments": lambda: REMINDED,
    "applications.tasks.send_note_reminders": lambda: loans.send_note_reminders() | loans.remind_of_notes([]),
    "applications.tasks.remind_of_notes": lambda: loans.remind_of_notes([]),
    "applications.tasks.send_stale_application_alerts": lambda: (
        loans.send_stale_application_alerts() | loans.alert_of_stale_applications([])
    ),
    "applications.tasks.alert_of_stale_applications": lambda: loans.alert_of_stale_applications([]),
    "applications.tasks.send_application_status_notification": lambda: (
        loans.send_application_status_notification(ApplicationFactory().pk, "approved")
    ),
    "applications.tasks.build_repayment_schedule": lambda: loans.build_repayment_schedule(_funded().pk),
    "applications.tasks.import_payments": lambda: loans.import_payments(_bank_file().pk),
    "applications.tasks.import_left_behind": lambda: loans.import_left_behind(),
    "applications.tasks.generate_document": lambda: loans.generate_document(
        ApplicationFactory(borrowers=[BorrowerFactory()]).pk,
        "application_form",
        UserFactory(role="admin").pk,
    ),
    "users.tasks.deliver_outbox": lambda: people.deliver_outbox(),
    "users.tasks.deliver_emails": lambda: dict.fromkeys(EmailState.values, 0),
    "users.tasks.send_daily_digests": lambda: people.send_daily_digests() | people.write_digests([], "daily"),
    "users.tasks.send_weekly_digests": lambda: (
        people.send_weekly_digests() | people.write_digests([], "weekly")
    ),
    "users.tasks.write_digests": lambda: people.write_digests([], "daily"),
    "users.tasks.write_password_reset": lambda: people.write_password_reset(
        0, "1", "2025-03-10T06:30:00+11:00"
    ),
}
# Those that a repayment is given on the day that it is due for a reminder; “withdrawn” comes later.
REMINDED = dict.fromkeys(set(ReminderState.values) - {ReminderState.WITHDRAWN.value}, 0)


def _report() -> Report:
    loans.produce_reports("weekly_pipeline", "2025-03-03", [None], "2025-03-10T06:30:00+11:00")
    return Report.objects.get()


def _funded() -> Application:
    return ApplicationFactory(
        stage="funded", funding_date=date(2025, 3, 3), annual_rate=6, term_months=12, frequency="monthly"
    )


def _bank_file() -> BankFile:
    content = (
        "record,account,date,amount,currency,reference,transaction_id,original\n"
        "payment,062-000 1234 5678,2025-03-03,5.00,AUD,House,1,\n"
        "total,1,5.00\n"
    )
    return bank_file_receive(name="march.csv", content=ContentFile(content.encode()))[0]


@pytest.mark.django_db
@pytest.mark.parametrize("task_name", TASKS)
def test_every_figure_of_a_result_has_words(task_name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert TASKS[task_name].figures.keys() == RETURNED[task_name]().keys()


def test_advice_is_for_refusals_that_exist():
    assert [name for name in AFTER_REFUSAL if not hasattr(refusals, name)] == []
