"""What a person finds in their inbox, and what reading does to it."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from users import live
from users.models import Notification, User
from users.visibility import reads_every_notice


def notifications_of(user_id: int) -> QuerySet[Notification]:
    """One person's notifications that are not hidden from them, newest first."""
    return Notification.objects.filter(user=user_id, hidden=False).order_by("-sequence")


def told_of(subject_ref: str, *, reader: User) -> QuerySet[Notification]:
    """Who was told what of one subject, newest first, with the e-mail if there was one: the lender's staff
    see every row, others only their own that are not hidden."""
    told = Notification.objects.filter(subject_ref=subject_ref).select_related("user", "email_delivery")
    if not reads_every_notice(reader.role):
        told = told.filter(user=reader, hidden=False)
    return told.order_by("-created_at", "-pk")


def unread_count(user_id: int) -> int:
    """How many of a person's notifications are neither hidden nor read."""
    return notifications_of(user_id).filter(read_at=None).count()


def newest_sequence(user_id: int) -> int:
    """The sequence of the newest thing a person was told, hidden or not; 0 where there is none."""
    return Notification.objects.filter(user=user_id).aggregate(newest=Max("sequence"))["newest"] or 0


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
