"""The loan book's doors for Celery: fetch, call one service, return what it did.

`send_email` is a name of this module that the services are handed, so that whoever runs a task in a test of
their own can replace it here.
"""

from celery import shared_task
from django.utils import timezone

from applications import selectors
from applications.services.note_reminders import note_reminders_send
from applications.services.reminders import reminders_send
from applications.services.retention import expired_purge
from applications.services.stale_applications import stale_alerts_send
from applications.services.statuses import application_status_notify
from users.outbox import send_email
from users.tasks import in_shares

# Few enough that a worker which dies loses seconds of work, many enough that a thousand cost few queries.
REPAYMENTS_A_TASK = 500
NOTES_A_TASK = 500
APPLICATIONS_A_TASK = 500


@shared_task
def send_application_status_notification(
    application_id: int, status: str, event_id: int | None = None
) -> dict[str, int]:
    """Tell everybody concerned of an application's status: a stage, or “approved”."""
    return application_status_notify(
        application=selectors.application_by_id(application_id),
        status=status,
        event_id=event_id,
        send_email=send_email,
    )


@shared_task
def send_repayment_reminders() -> dict[str, int]:
    """Remind of every repayment that has reached a new rung: the first here, more in tasks of their own."""
    due = selectors.repayments_to_remind_of(timezone.localdate())
    return in_shares(due, remind_of_repayments, REPAYMENTS_A_TASK)


@shared_task
def remind_of_repayments(repayment_ids: list[int]) -> dict[str, int]:
    """One worker's share of a large sweep."""
    return reminders_send(repayment_ids=repayment_ids, today=timezone.localdate(), send_email=send_email)


@shared_task
def send_note_reminders() -> dict[str, int]:
    """Remind of every note whose day has come."""
    return in_shares(selectors.notes_to_remind_of(timezone.localdate()), remind_of_notes, NOTES_A_TASK)


@shared_task
def remind_of_notes(note_ids: list[int]) -> dict[str, int]:
    """One worker's share of the notes."""
    return note_reminders_send(note_ids=note_ids, today=timezone.localdate(), send_email=send_email)


@shared_task
def send_stale_application_alerts() -> dict[str, int]:
    """Tell of every application that has not moved for long."""
    due = selectors.applications_gone_stale(timezone.localdate())
    return in_shares(due, alert_of_stale_applications, APPLICATIONS_A_TASK)


@shared_task
def alert_of_stale_applications(application_ids: list[int]) -> dict[str, int]:
    """One worker's share of the stale applications."""
    return stale_alerts_send(
        application_ids=application_ids, today=timezone.localdate(), send_email=send_email
    )


@shared_task
def purge_expired() -> dict[str, int]:
    """Forget what was kept for long enough."""
    return expired_purge(today=timezone.localdate())
