"""What a person finds in their inbox, and what reading does to it."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from users import live
from users.models import Notification


def notifications_of(user_id: int) -> QuerySet[Notification]:
    """One person's notifications that are not hidden from them, newest first."""
    return Notification.objects.filter(user=user_id, hidden=False).order_by("-sequence")


def unread_count(user_id: int) -> int:
    """How many of a person's notifications are neither hidden nor read."""
    return notifications_of(user_id).filter(read_at=None).count()


def notifications_since(user_id: int, sequence: int, limit: int) -> list[Notification]:
    """A person's notifications after `sequence` that are not hidden, oldest first, at most `limit`."""
    return list(notifications_of(user_id).filter(sequence__gt=sequence).order_by("sequence")[:limit])


@transaction.atomic
def mark_read(*, user_id: int, notification_id: int) -> bool:
    """Mark one notification as read; False where the person has no such notification."""
    mine = notifications_of(user_id).filter(pk=notification_id)
    if mine.filter(read_at=None).update(read_at=timezone.now()):
        live.push_unread_count_on_commit(user_id)
        return True
    return mine.exists()


@transaction.atomic
def mark_all_read(*, user_id: int) -> int:
    """Mark everything as read. Returns how many were unread."""
    marked = notifications_of(user_id).filter(read_at=None).update(read_at=timezone.now())
    if marked:
        live.push_unread_count_on_commit(user_id)
    return marked
