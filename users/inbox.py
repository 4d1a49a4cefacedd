"""What a person finds in their inbox, and what reading does to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from common.compiled import CompiledRows, Parameter
from common.ids import possible_ids
from users import live
from users.models import EmailDelivery, Notification, User
from users.visibility import reads_every_notice

_NEWEST = CompiledRows(
    Notification.objects.filter(user=Parameter("user", Notification.user.field))
    .order_by("-sequence")
    .values_list("sequence")[:1]
)


def notifications_of(user_id: int) -> QuerySet[Notification]:
    """One person's notifications that are not hidden from them, newest first."""
    return Notification.objects.filter(user=user_id, hidden=False).order_by("-sequence")


def notifications_filtered(
    user_id: int, *, unread: bool = False, kind: str = "", about: str = ""
) -> QuerySet[Notification]:
    """Those of a person's notifications that are unread, of one kind, or about references like this."""
    found = notifications_of(user_id)
    if unread:
        found = found.filter(read_at=None)
    if kind:
        found = found.filter(notification_type=kind)
    return found.filter(subject_ref__icontains=about) if about else found


def told_of(subject_ref: str, *, reader: User) -> QuerySet[Notification]:
    """Who was told what of one subject, newest first, with the e-mail if there was one: the lender's staff
    see every row, others only their own that are not hidden."""
    told = Notification.objects.filter(subject_ref=subject_ref).select_related("user", "email_delivery")
    if not reads_every_notice(reader.role):
        told = told.filter(user=reader, hidden=False)
    return told.order_by("-created_at", "-pk")


def emailed_of(subject_ref: str, *, reader: User) -> QuerySet[EmailDelivery]:
    """The e-mails on one subject to people without a login, newest first, for the lender's staff alone."""
    emails = EmailDelivery.objects.filter(subject_ref=subject_ref).order_by("-created_at", "-pk")
    return emails if reads_every_notice(reader.role) else emails.none()


def unread_count(user_id: int) -> int:
    """How many of a person's notifications are neither hidden nor read."""
    return live.unread_counts([user_id]).get(user_id, 0)


def newest_sequence(user_id: int) -> int:
    """The sequence of the newest thing a person was told, hidden or not; 0 where there is none."""
    return next((sequence for (sequence,) in _NEWEST(user=user_id)), 0)


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


@dataclass(frozen=True)
class ReadTogether:
    """What one act marked as read: `count` notifications up to a sequence, all with the same moment."""

    count: int
    at: datetime
    up_to: int


@transaction.atomic
def mark_all_read(*, user_id: int) -> ReadTogether | None:
    """Mark everything as read. Returns what `mark_all_unread` undoes; None where nothing was unread."""
    mine = notifications_of(user_id).order_by()
    up_to, at = newest_sequence(user_id), timezone.now()
    # The moment names what was marked together, so it is nobody else's.
    latest = mine.filter(read_at__gte=at).aggregate(latest=Max("read_at"))["latest"]
    at = latest + timedelta(microseconds=1) if latest else at
    count = mine.filter(read_at=None, sequence__lte=up_to).update(read_at=at)
    if not count:
        return None
    live.push_unread_count_on_commit(user_id)
    return ReadTogether(count, at, up_to)


@transaction.atomic
def mark_all_unread(*, user_id: int, marked: ReadTogether) -> int:
    """Undo `mark_all_read`. Returns how many are unread again: none the second time."""
    return _mark_unread(user_id, Notification.objects.filter(read_at=marked.at, sequence__lte=marked.up_to))


@transaction.atomic
def mark_unread(*, user_id: int, notification_ids: Collection[int]) -> bool:
    """Mark notifications as unread again; False where the person has none of these."""
    mine = notifications_of(user_id).filter(pk__in=possible_ids(notification_ids))
    return bool(_mark_unread(user_id, mine)) or mine.exists()


def _mark_unread(user_id: int, rows: QuerySet[Notification]) -> int:
    read = rows.filter(user=user_id, hidden=False, read_at__isnull=False)
    count = read.order_by().update(read_at=None)
    if count:
        live.push_unread_count_on_commit(user_id)
    return count
