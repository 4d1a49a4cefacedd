"""The task that sends e-mails. It has a module of its own because the outbox queues it."""

from celery import shared_task

from users import delivery


@shared_task(name="users.tasks.deliver_emails")
def deliver_emails(delivery_ids: list[int]) -> dict[str, int]:
    """Send these e-mails, unless another worker does."""
    return delivery.deliver(delivery_ids)
