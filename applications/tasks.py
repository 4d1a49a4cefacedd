"""The loan book's doors for Celery: fetch, call one service, return what it did.

`send_email` is a name of this module that the services are handed, so that whoever runs a task in a test of
their own can replace it here.
"""

from celery import shared_task
from django.utils import timezone

from applications import selectors
from applications.services.documents import document_generate
from applications.services.reminders import reminders_send
from applications.services.statuses import application_status_notify
from users.accounts import user_by_id
from users.outbox import send_email

# Few enough that a worker which dies loses seconds of work, many enough that a thousand cost few queries.
REPAYMENTS_A_TASK = 500


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
    for start in range(REPAYMENTS_A_TASK, len(due), REPAYMENTS_A_TASK):
        remind_of_repayments.delay(due[start : start + REPAYMENTS_A_TASK])
    return {"due": len(due), **remind_of_repayments(due[:REPAYMENTS_A_TASK])}


@shared_task
def remind_of_repayments(repayment_ids: list[int]) -> dict[str, int]:
    """One worker's share of a large sweep."""
    return reminders_send(repayment_ids=repayment_ids, today=timezone.localdate(), send_email=send_email)


@shared_task
def generate_document(application_id: int, kind: str, user_id: int) -> dict[str, int]:
    """Draw up a paper for somebody who may ask for it, unless the newest version says the same."""
    return document_generate(
        application=selectors.application_by_id(application_id),
        kind=kind,
        by=user_by_id(user_id),
        send_email=send_email,
    )
