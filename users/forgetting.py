"""Purges the words of old notifications and e-mails. The rows and their keys stay.

Each batch commits on its own: if a run dies, the next one continues where it stopped.
"""

from datetime import datetime

from django.db.models import QuerySet

from users.models import FINISHED, EmailDelivery, Notification

BATCH = 500  # rows; few enough that nobody waits for the lock on them


def notifications_forget(*, before: datetime) -> int:
    """Empty and hide what was told before a moment and has been read. Returns how many notifications.

    What still waits for a digest has not been told by e-mail, and is kept.
    """
    read = Notification.objects.filter(read_at__isnull=False, hidden=False, created_at__lt=before)
    told = read.exclude(for_digest=True, digest=None)
    return _update_in_batches(told, message="", subject_ref="", url="", hidden=True)


def email_contexts_forget(*, before: datetime) -> int:
    """Drop what e-mails written before a moment said, where none will be sent again. Returns how many."""
    finished = EmailDelivery.objects.filter(context__isnull=False, state__in=FINISHED, created_at__lt=before)
    return _update_in_batches(finished, context=None)


def _update_in_batches(rows: QuerySet, **values) -> int:
    updated = 0
    while batch := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        updated += rows.filter(pk__in=batch).update(**values)
    return updated
