"""Background work of the people's side."""

from celery import shared_task

from users import delivery
from users.outbox import EMAILS_A_TASK


@shared_task
def deliver_emails(delivery_ids: list[int]) -> dict[str, int]:
    """Send these e-mails, unless somebody else does."""
    return delivery.deliver(delivery_ids)


@shared_task
def deliver_outbox() -> dict[str, int]:
    """The net under the outbox: what is due for another try, or was left behind."""
    due = delivery.due_emails()
    for start in range(0, len(due), EMAILS_A_TASK):
        deliver_emails.delay(due[start : start + EMAILS_A_TASK])
    return {"due": len(due)}
