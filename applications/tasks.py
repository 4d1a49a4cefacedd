"""The loan book's doors for Celery: fetch, call one service, return what it did.

`send_email` is a name of this module that the services are handed, so that whoever runs a task in a test of
their own can replace it here.
"""

from celery import shared_task
from django.utils import timezone

from applications import selectors
from applications.services.reminders import reminders_send
from applications.services.statuses import application_status_notify
from users.outbox import send_email


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
    """Remind borrowers of what falls due."""
    return reminders_send(today=timezone.localdate(), send_email=send_email)
