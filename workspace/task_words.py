"""Background tasks in the words of the business: their names, their results, and what follows a failure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from applications.wording import counted

TOMORROW = "The next run makes up for it."
FOUR_HOURS = "It is tried again by itself within four hours."
NOTHING_TO_DO = "Nothing to do"
# Figure of a result → what it counts, and what became of that; None for one that is not said.
FigureWords = Mapping[str, tuple[str, str] | None]
TOLD: FigureWords = {"told": ("notification", "sent")}
ANNOUNCED: FigureWords = {**TOLD, "emailed": ("e-mail", "written")}
REMINDED: FigureWords = {
    "sent": ("reminder", "sent"),
    "superseded": ("reminder", "superseded"),
    "paused": ("reminder", "paused"),
    "expired": ("reminder", "too late"),
    "unreachable": ("reminder", "for nobody who can be reached"),
}
DIGESTED: FigureWords = {"sent": ("digest", "sent"), "covered": ("notification", "covered")}
DIGESTS_DUE: FigureWords = {"due": ("digest", "due"), **DIGESTED}
REPORTS_QUEUED: FigureWords = {"reports": ("report", "queued")}


@dataclass(frozen=True)
class TaskWords:
    """The name of a task, what happens if nobody does anything after it failed, what its figures count, and
    why it is not run again.

    `not_again` is empty for a task that can be.
    """

    name: str
    after_failure: str
    figures: FigureWords = field(default_factory=dict)
    not_again: str = ""

    def result(self, figures: object) -> str:
        """What came of a run, as a sentence: "3 notes were due; 3 notifications were sent".

        Empty where no figures were kept, or nobody knows the task any more.
        """
        if not self.figures or not isinstance(figures, dict):
            return ""
        said = []
        for figure, words in self.figures.items():
            value = figures.get(figure) or 0
            # Of reports, the result lists ids.
            number = len(value) if isinstance(value, list) else value
            if words and number:
                noun, participle = words
                said.append(f"{counted(number, noun)} {'was' if number == 1 else 'were'} {participle}")
        return "; ".join(said) or NOTHING_TO_DO


TASKS = {
    "applications.tasks.age_arrears": TaskWords(
        "Arrears", TOMORROW, {"days": ("day", "due"), "loans": ("snapshot", "recorded")}
    ),
    "applications.tasks.purge_expired": TaskWords(
        "Clean-up",
        TOMORROW,
        {
            "notifications": ("notification", "deleted"),
            "emails": ("e-mail text", "deleted"),
            "bank_files": ("bank file", "deleted"),
            "task_results": ("task result", "deleted"),
        },
    ),
    "applications.tasks.run_monthly_compliance_check": TaskWords(
        "Monthly compliance check", "Run it again: the next run is for the next month.", REPORTS_QUEUED
    ),
    "applications.tasks.produce_weekly_report": TaskWords(
        "Weekly report", "Run it again: the next run is for the next week.", REPORTS_QUEUED
    ),
    "applications.tasks.produce_reports": TaskWords(
        "Reports", "Run it again. The next reports are not affected.", {"reports": ("report", "produced")}
    ),
    "applications.tasks.generate_report_document": TaskWords(
        "PDF of a report", FOUR_HOURS, {"drawn_up": ("PDF", "drawn up")}
    ),
    "applications.tasks.draw_up_left_behind": TaskWords(
        "Check for reports without a PDF", FOUR_HOURS, {"due": ("PDF", "queued")}
    ),
    "applications.tasks.send_repayment_reminders": TaskWords(
        "Repayment reminders", TOMORROW, {"due": ("repayment", "due for a reminder"), **REMINDED}
    ),
    "applications.tasks.remind_of_repayments": TaskWords("Repayment reminders (a share)", TOMORROW, REMINDED),
    "applications.tasks.send_note_reminders": TaskWords(
        "Note reminders", TOMORROW, {"due": ("note", "due"), "reminded": None, **TOLD}
    ),
    "applications.tasks.remind_of_notes": TaskWords(
        "Note reminders (a share)", TOMORROW, {"reminded": ("note", "due"), **TOLD}
    ),
    "applications.tasks.send_stale_application_alerts": TaskWords(
        "Stale application alerts", TOMORROW, {"due": ("application", "stale"), "stale": None, **TOLD}
    ),
    "applications.tasks.alert_of_stale_applications": TaskWords(
        "Stale application alerts (a share)", TOMORROW, {"stale": ("application", "stale"), **TOLD}
    ),
    "applications.tasks.send_application_status_notification": TaskWords(
        "Status announcement", "Run it again; nobody is told twice.", ANNOUNCED
    ),
    "applications.tasks.build_repayment_schedule": TaskWords(
        "Repayment schedule",
        "The schedule is as it was. Correct the loan's terms, then build it again.",
        {
            "repayments": ("repayment", "scheduled"),
            "new": ("repayment", "added"),
            "changed": ("repayment", "changed"),
            "cancelled": ("repayment", "cancelled"),
            "kept": ("repayment", "kept as it was"),
        },
    ),
    "applications.tasks.import_payments": TaskWords(
        "Bank file import",
        FOUR_HOURS,
        {
            "lines": ("line", "imported"),
            "allocated": ("line", "booked"),
            "suspense": ("line", "put in suspense"),
            "reversed": ("bounce", "recorded"),
            "known": ("line", "known already"),
        },
    ),
    "applications.tasks.import_left_behind": TaskWords(
        "Check for unfinished bank files", FOUR_HOURS, {"due": ("import", "queued")}
    ),
    "applications.tasks.generate_document": TaskWords(
        "Document",
        "Ask for the document again on the application's page.",
        {"document_id": None, "version": None, "new": ("version", "drawn up"), **ANNOUNCED},
    ),
    "users.tasks.deliver_outbox": TaskWords(
        "Waiting e-mails", "It runs again within a quarter of an hour.", {"due": ("e-mail", "due")}
    ),
    "users.tasks.deliver_emails": TaskWords(
        "E-mails",
        "They are sent within a quarter of an hour.",
        {
            "sent": ("e-mail", "sent"),
            "queued": ("e-mail", "put off"),
            "unknown": ("e-mail", "sent, perhaps"),
            "failed": ("e-mail", "not delivered"),
            "expired": ("e-mail", "no longer sent"),
            "sending": ("e-mail", "taken over by another worker"),
        },
    ),
    "users.tasks.send_daily_digests": TaskWords("Daily digests", TOMORROW, DIGESTS_DUE),
    "users.tasks.send_weekly_digests": TaskWords("Weekly digests", TOMORROW, DIGESTS_DUE),
    "users.tasks.write_digests": TaskWords("Digests (a share)", TOMORROW, DIGESTED),
    "users.tasks.write_password_reset": TaskWords(
        "Password reset",
        "The person can ask for another link on the log-in page.",
        {"emails": ("e-mail", "written")},
        not_again="The link would have expired. The person can ask for another on the log-in page.",
    ),
}
ANOTHER_TASK = TaskWords("Another task", "Tell the developers.")


def task_words(task_name: str) -> TaskWords:
    """The words for a task, named by its dotted path."""
    return TASKS.get(task_name, ANOTHER_TASK)
