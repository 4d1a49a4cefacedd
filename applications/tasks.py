"""The loan book's tasks: fetch, call one service, return what it did.

The services get `send_email` from this module, so that a test can patch it here.
"""

from collections.abc import Iterable
from datetime import date, datetime

from celery import Task, shared_task
from django.utils import timezone

from applications.reports.periods import ReportKind
from applications.selectors.application import application_by_id, move_to_announce
from applications.selectors.arrears import days_to_age
from applications.selectors.bank_file import bank_file_by_id, bank_files_left_behind
from applications.selectors.note import notes_to_remind_of
from applications.selectors.repayment import repayments_to_remind_of
from applications.selectors.report import report_by_id, reports_without_document
from applications.selectors.staleness import applications_gone_stale
from applications.services.applications import application_status_notify
from applications.services.arrears import loans_age
from applications.services.bank_files import bank_file_import
from applications.services.documents import document_generate
from applications.services.note_reminders import note_reminders_send
from applications.services.reminders import reminders_send
from applications.services.repayments import repayments_build
from applications.services.report_documents import report_draw_up
from applications.services.reports import ReportOrder, reports_produce, reports_to_produce
from applications.services.retention import expired_purge
from applications.services.stale_applications import stale_alerts_send
from common.after_commit import ask_after_commit
from common.shares import in_shares
from users.accounts import user_by_id
from users.outbox import send_email

# Few enough that a worker which dies loses seconds of work, many enough that a thousand cost few queries.
REPAYMENTS_A_TASK = 500
NOTES_A_TASK = 500
APPLICATIONS_A_TASK = 500


@shared_task
def send_application_status_notification(
    application_id: int, status: str, event_id: int | None = None
) -> dict[str, int]:
    """Announce an application's status: a stage, or “approved”."""
    application = application_by_id(application_id)
    return application_status_notify(
        application=application,
        status=status,
        move=move_to_announce(application, status, event_id),
        send_email=send_email,
    )


@shared_task
def send_repayment_reminders() -> dict[str, int]:
    """Remind of every repayment that has reached a new rung: the first here, more in tasks of their own."""
    due = repayments_to_remind_of(timezone.localdate())
    return in_shares(due, remind_of_repayments, REPAYMENTS_A_TASK)


@shared_task
def remind_of_repayments(repayment_ids: list[int]) -> dict[str, int]:
    """One worker's share of a large sweep."""
    return reminders_send(repayment_ids=repayment_ids, today=timezone.localdate(), send_email=send_email)


@shared_task
def age_arrears() -> dict[str, int]:
    """Record each loan's arrears, for today and for days that were missed."""
    days = days_to_age(timezone.localdate())
    return {"days": len(days), "loans": sum(loans_age(day=day) for day in days)}


@shared_task
def produce_weekly_report() -> dict[str, int]:
    """Queue last week's pipeline reports, for the whole book and each BDM, and those of weeks missed."""
    orders = reports_to_produce(kind=ReportKind.WEEKLY_PIPELINE, today=timezone.localdate())
    return {"reports": ask_for_reports(orders)}


@shared_task
def run_monthly_compliance_check() -> dict[str, int]:
    """Queue last month's compliance reports, for the whole book and each BDM, and those of months missed."""
    orders = reports_to_produce(kind=ReportKind.MONTHLY_COMPLIANCE, today=timezone.localdate())
    return {"reports": ask_for_reports(orders)}


def ask_for_reports(orders: Iterable[ReportOrder]) -> int:
    """Queue the reports of each order in a task of its own. Returns how many reports there are."""
    wanted = list(orders)
    for order in wanted:
        ask_after_commit(produce_reports, *order)
    return sum(len(order.bdm_ids) for order in wanted)


@shared_task
def produce_reports(
    kind: str, day: str, bdm_ids: list[int | None], cutoff: str, version: int = 1
) -> dict[str, list[int]]:
    """The reports on the period that begins on `day`: of these BDMs, and of the whole book for None."""
    produced = reports_produce(
        kind=ReportKind(kind),
        first_day=date.fromisoformat(day),
        bdm_ids=bdm_ids,
        cutoff=datetime.fromisoformat(cutoff),
        version=version,
        send_email=send_email,
    )
    for report_id in produced:
        # Robust: if the broker is down, the sweep finds the report without its document.
        ask_after_commit(generate_report_document, report_id, robust=True)
    return {"reports": produced}


@shared_task
def send_note_reminders() -> dict[str, int]:
    """Remind of every note whose day has come."""
    return in_shares(notes_to_remind_of(timezone.localdate()), remind_of_notes, NOTES_A_TASK)


@shared_task
def remind_of_notes(note_ids: list[int]) -> dict[str, int]:
    """One worker's share of the notes."""
    return note_reminders_send(note_ids=note_ids, today=timezone.localdate(), send_email=send_email)


@shared_task
def send_stale_application_alerts() -> dict[str, int]:
    """Send an alert for every application that has not moved for long."""
    due = applications_gone_stale(timezone.localdate())
    return in_shares(due, alert_of_stale_applications, APPLICATIONS_A_TASK)


@shared_task
def alert_of_stale_applications(application_ids: list[int]) -> dict[str, int]:
    """One worker's share of the stale applications."""
    return stale_alerts_send(
        application_ids=application_ids, today=timezone.localdate(), send_email=send_email
    )


@shared_task
def generate_report_document(report_id: int) -> dict[str, int]:
    """Set a report's figures as PDF, unless that is done."""
    return {"drawn_up": report_draw_up(report=report_by_id(report_id))}


@shared_task
def draw_up_left_behind() -> dict[str, int]:
    """Queue the PDF again of reports whose disk was full, or whose worker or request was lost."""
    return _ask_again(generate_report_document, reports_without_document())


@shared_task
def build_repayment_schedule(application_id: int) -> dict[str, int]:
    """Bring a funded loan's repayments into line with its terms."""
    return repayments_build(application=application_by_id(application_id))


@shared_task
def import_payments(bank_file_id: int) -> dict[str, int]:
    """Import a bank file that was received: all of it, or, where anything is wrong with it, nothing."""
    return bank_file_import(bank_file=bank_file_by_id(bank_file_id))


@shared_task
def import_left_behind() -> dict[str, int]:
    """Queue the import again of files whose worker or request was lost."""
    return _ask_again(import_payments, bank_files_left_behind(timezone.now()))


@shared_task
def generate_document(application_id: int, kind: str, user_id: int) -> dict[str, int]:
    """Draw up a paper for somebody who may ask for it, unless the newest version says the same."""
    return document_generate(
        application=application_by_id(application_id),
        kind=kind,
        by=user_by_id(user_id),
        send_email=send_email,
    )


@shared_task
def purge_expired() -> dict[str, int]:
    """Purge data past its retention period."""
    return expired_purge(today=timezone.localdate())


def _ask_again(task: Task, ids: list[int]) -> dict[str, int]:
    for one in ids:
        task.delay(one)
    return {"due": len(ids)}
