"""Purges the words of old notifications and e-mails. The rows and their keys stay.

Each batch commits on its own: if a run dies, the next one continues where it stopped.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.db.models import QuerySet

from common.compiled import CompiledOnce
from users.models import FINISHED, EmailDelivery, Notification

# What a function finds that was written `before` a moment.
Rows = Callable[..., QuerySet]

BATCH = 500  # rows; few enough that nobody waits for the lock on them


def notifications_forget(*, before: datetime) -> int:
    """Empty and hide what was told before a moment and has been read. Returns how many notifications.

    What still waits for a digest has not been told by e-mail, and is kept.
    """
    return _update_in_batches(_told, before, message="", subject_ref="", url="", hidden=True)


def _told(*, before: datetime) -> QuerySet[Notification]:
    read = Notification.objects.filter(read_at__isnull=False, hidden=False, created_at__lt=before)
    return read.exclude(for_digest=True, digest=None)


def email_contexts_forget(*, before: datetime) -> int:
    """Drop what e-mails written before a moment said, where none will be sent again. Returns how many."""
    return _update_in_batches(_finished, before, context=None)


def _finished(*, before: datetime) -> QuerySet[EmailDelivery]:
    return EmailDelivery.objects.filter(context__isnull=False, state__in=FINISHED, created_at__lt=before)


@cache
def _ids(rows: Rows, most: int) -> CompiledOnce:
    return CompiledOnce(lambda *, before: rows(before=before).order_by().values_list("pk", flat=True)[:most])


def _update_in_batches(rows: Rows, before: datetime, **values) -> int:
    updated = 0
    while batch := _ids(rows, BATCH).rows(before=before):
        updated += rows(before=before).filter(pk__in=batch).update(**values)
    return updated
