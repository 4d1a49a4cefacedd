"""Pushes to people's open sockets. Each runs after commit; one that fails changes nothing."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from django.db.models import Count

from common.compiled import CompiledRows, Parameters
from users.models import Notification

logger = logging.getLogger(__name__)


# The channel-layer group of all web processes.
GROUP = "live"
# Enough that a message costs little beside what is in it, few enough that the first are shown before the
# last are sent.
PEOPLE_A_MESSAGE = 50

_UNREAD = CompiledRows(
    Notification.objects.filter(
        user__in=Parameters("users", Notification.user.field), read_at=None, hidden=False
    )
    .values_list("user")
    .annotate(Count("pk"))
    .order_by()
)


def unread_counts(user_ids: Collection[int]) -> dict[int, int]:
    """How many notifications are neither hidden nor read, by person; those who have none are left out."""
    return dict(map(tuple, _UNREAD(users=user_ids)))


def session_ref(session_key: str) -> str:
    """A login session's name on the channel layer: a reader of its messages must not learn the key."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]


def payload_of(notification: Notification) -> dict:
    """A notification as a client sees it."""
    return {
        "id": notification.pk,
        "sequence": notification.sequence,
        "notification_type": notification.notification_type,
        "message": notification.message,
        "subject_ref": notification.subject_ref,
        "url": notification.url,
        "created_at": notification.created_at.isoformat(),
        "read_at": notification.read_at and notification.read_at.isoformat(),
    }


def frames_of(notifications: Sequence[Notification], unread_count: int) -> list[str]:
    """The frames of a push: each new notification with the count, or the count alone."""
    if not notifications:
        return [json.dumps({"type": "unread_count", "count": unread_count})]
    # The count comes in the same frame: a second one would cost the web process as much as the first.
    return [
        json.dumps({"type": "notification", "notification": payload_of(one), "unread_count": unread_count})
        for one in notifications
    ]


def push_notifications_on_commit(notifications: Iterable[Notification]) -> None:
    """After commit, show each person what they were just told, and the new count, in every open tab."""
    by_user: dict[int, list[Notification]] = {}
    for notification in notifications:
        if notification.hidden:
            continue
        by_user.setdefault(notification.user_id, []).append(notification)
    if by_user:
        transaction.on_commit(lambda: _push(by_user), robust=True)


def push_unread_count_on_commit(user_id: int) -> None:
    """After commit, show one person's new count in every open tab."""
    transaction.on_commit(lambda: _push({user_id: []}), robust=True)


def close_sockets_on_commit(user_id: int, session_key: str | None = None) -> None:
    """After commit, close a person's sockets: all of them, or those of one login session."""
    message = {"type": "session.ended", "session": session_key and session_ref(session_key)}
    transaction.on_commit(lambda: _send([(user_id, message)]), robust=True)


def _push(by_user: dict[int, list[Notification]]) -> None:
    if get_channel_layer() is None:
        # Then no page is open, and nobody need be counted.
        return
    unread = unread_counts(by_user)
    _send(
        (user_id, {"type": "inbox.changed", "frames": frames_of(notifications, unread.get(user_id, 0))})
        for user_id, notifications in by_user.items()
    )


@async_to_sync
async def _send(messages: Iterable[tuple[int, dict]]) -> None:
    """Send each message to a person's sockets, many people's in one message of the channel layer."""
    layer, left = get_channel_layer(), iter(messages)
    while some := list(islice(left, PEOPLE_A_MESSAGE)):
        try:
            await layer.group_send(GROUP, {"messages": some})
        except Exception:
            # The rows are committed and the client asks for what it missed when it comes back.
            logger.exception("Could not push to users %s", [user_id for user_id, _ in some])
