"""Background tasks in the words of the business: what each is called, and what follows a failure."""

from dataclasses import dataclass

TOMORROW = "The next run makes up for it."
FOUR_HOURS = "It is tried again by itself within four hours."


@dataclass(frozen=True)
class TaskWords:
    """The name of a task, what happens if nobody does anything after it failed, and why it is not run again.

    `not_again` is empty for a task that can be.
    """

    name: str
    after_failure: str
    not_again: str = ""


TASKS = {
    "applications.tasks.age_arrears": TaskWords("Arrears", TOMORROW),
    "applications.tasks.purge_expired": TaskWords("Clean-up", TOMORROW),
    "applications.tasks.run_monthly_compliance_check": TaskWords(
        "Monthly compliance check", "Run it again: the next run is for the next month."
    ),
    "applications.tasks.produce_weekly_report": TaskWords(
        "Weekly report", "Run it again: the next run is for the next week."
    ),
    "applications.tasks.produce_reports": TaskWords(
        "Reports", "Run it again. The next reports are not affected."
    ),
    "applications.tasks.generate_report_document": TaskWords("PDF of a report", FOUR_HOURS),
    "applications.tasks.draw_up_left_behind": TaskWords("Check for reports without a PDF", FOUR_HOURS),
    "applications.tasks.send_repayment_reminders": TaskWords("Repayment reminders", TOMORROW),
    "applications.tasks.remind_of_repayments": TaskWords("Repayment reminders (a share)", TOMORROW),
    "applications.tasks.send_note_reminders": TaskWords("Note reminders", TOMORROW),
    "applications.tasks.remind_of_notes": TaskWords("Note reminders (a share)", TOMORROW),
    "applications.tasks.send_stale_application_alerts": TaskWords("Stale application alerts", TOMORROW),
    "applications.tasks.alert_of_stale_applications": TaskWords(
        "Stale application alerts (a share)", TOMORROW
    ),
    "applications.tasks.send_application_status_notification": TaskWords(
        "Status announcement", "Run it again; nobody is told twice."
    ),
    "applications.tasks.build_repayment_schedule": TaskWords(
        "Repayment schedule", "The schedule is as it was. Correct the loan's terms, then build it again."
    ),
    "applications.tasks.import_payments": TaskWords("Bank file import", FOUR_HOURS),
    "applications.tasks.import_left_behind": TaskWords("Check for unfinished bank files", FOUR_HOURS),
    "applications.tasks.generate_document": TaskWords(
        "Document", "Ask for the document again on the application's page."
    ),
    "users.tasks.deliver_outbox": TaskWords("Waiting e-mails", "It runs again within a quarter of an hour."),
    "users.tasks.deliver_emails": TaskWords("E-mails", "They are sent within a quarter of an hour."),
    "users.tasks.send_daily_digests": TaskWords("Daily digests", TOMORROW),
    "users.tasks.send_weekly_digests": TaskWords("Weekly digests", TOMORROW),
    "users.tasks.write_digests": TaskWords("Digests (a share)", TOMORROW),
    "users.tasks.write_password_reset": TaskWords(
        "Password reset",
        "The person can ask for another link on the log-in page.",
        not_again="The link would have expired. The person can ask for another on the log-in page.",
    ),
}
ANOTHER_TASK = TaskWords("Another task", "Tell the developers.")


def task_words(task_name: str) -> TaskWords:
    """The words for a task, named by its dotted path."""
    return TASKS.get(task_name, ANOTHER_TASK)
