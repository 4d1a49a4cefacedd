"""The one way to tell people something: in-app, by push and by e-mail."""

from collections import Counter
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from common.compiled import CompiledRows, CompiledUpdate, Parameter, Parameters
from users import live, outbox
from users.accounts import choices_of
from users.addresses import address_key
from users.models import EmailDelivery, Inbox, Notification, User
from users.outbox import SendEmail
from users.preferences import DEFAULTS, Channel, Event, Role, waits_for_digest, why_not


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody without a login: reachable by e-mail only, which links to no page."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class Email:
    """The e-mail that goes with a notice, before it is written to the outbox."""

    subject: str
    template: str
    context: dict = field(default_factory=dict)
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One thing to tell one recipient, at most once per recipient, channel and `dedupe_key`."""

    recipient: User | Contact
    event: Event
    message: str
    dedupe_key: str
    subject_ref: str = ""
    url: str = ""
    email: Email | None = None
    # Whom to tell, besides the admins, if the e-mail cannot be delivered.
    tell_on_failure: User | None = None
    # The page that leads them to; without one it is `url`.
    url_on_failure: str = ""


class Reader(NamedTuple):
    """What a person's notices depend on."""

    pk: int
    email: str
    name: str
    role: str
    rhythm: str


_IDS = Parameters("ids", User.id.field)
_READERS = CompiledRows(
    User.objects.filter(pk__in=_IDS, is_active=True).order_by().values_list(*Reader._fields)
)
_TOLD = CompiledRows(
    Notification.objects.filter(dedupe_key__in=Parameters("keys", Notification.dedupe_key.field))
    .order_by()
    .values_list("user_id", "dedupe_key")
)
_WRITTEN = CompiledRows(
    EmailDelivery.objects.filter(
        address_key__in=Parameters("addresses", EmailDelivery.address_key.field),
        dedupe_key__in=Parameters("keys", EmailDelivery.dedupe_key.field),
    )
    .order_by()
    .values_list("address_key", "dedupe_key")
)
_ADVANCE = CompiledUpdate(
    Inbox.objects.filter(pk__in=_IDS),
    last_sequence=F("last_sequence") + Parameter("count", Inbox.last_sequence.field),
)


@transaction.atomic
def notify(notices: Iterable[Notice], *, send_email: SendEmail = outbox.send_email) -> dict[str, int]:
    """Send each recipient the notices that are new to them, on the channels of their choice.

    Rows and e-mails are written in the caller's transaction; pushes and sending follow its commit.
    `send_email` is called at most once, with all e-mails except those that wait for a digest. Returns how
    many notifications people with a login got (`told`), and how many e-mails were written (`emailed`).
    """
    notices = list(notices)
    to_users = [notice for notice in notices if isinstance(notice.recipient, User)]
    to_contacts = [notice for notice in notices if isinstance(notice.recipient, Contact)]
    told, emails = _tell_users(to_users)
    emails += _emails_to_contacts(to_contacts)
    if emails:
        send_email(emails)
    live.push_notifications_on_commit(told)
    return {"told": len(told), "emailed": len(emails)}


def _tell_users(notices: list[Notice]) -> tuple[list[Notification], list[EmailDelivery]]:
    sequences = _lock_inboxes({notice.recipient.pk for notice in notices})
    readers = _readers(sequences)
    already = set(map(tuple, _TOLD(keys={notice.dedupe_key for notice in notices}))) if notices else set()
    choices = choices_of(readers)
    told, emails = [], []
    for notice in notices:
        user = readers.get(notice.recipient.pk)
        if user is None or user.role not in DEFAULTS[notice.event]:
            continue
        if (user.pk, notice.dedupe_key) in already:
            continue
        already.add((user.pk, notice.dedupe_key))
        in_app = why_not(user.role, notice.event, Channel.IN_APP, choices[user.pk]) is None
        by_email = why_not(user.role, notice.event, Channel.EMAIL, choices[user.pk]) is None
        sequences[user.pk] += 1
        emailed = by_email and notice.email is not None
        waits = emailed and waits_for_digest(notice.event, user.rhythm)
        notification = _notification_of(
            notice, user_id=user.pk, sequence=sequences[user.pk], hidden=not in_app, for_digest=waits
        )
        told.append(notification)
        if emailed and not waits:
            emails.append(_email_of(notice, user, notification))
    Notification.objects.bulk_create(told)
    _advance_inboxes(told)
    return told, emails


def _lock_inboxes(user_ids: Set[int]) -> dict[int, int]:
    """The last sequence in each inbox, locked until commit.

    The lock makes a look at what was told before reliable, and numbers rise in the order of commits; taken in
    the order of ids, two calls for the same people wait for each other in turn and never in a circle.
    """
    inboxes = _locked(user_ids)
    missing = sorted(user_ids - inboxes.keys())
    if missing:
        Inbox.objects.bulk_create([Inbox(user_id=user_id) for user_id in missing], ignore_conflicts=True)
        inboxes |= _locked(missing)
    return inboxes


def _locked(user_ids: Collection[int]) -> dict[int, int]:
    inboxes = Inbox.objects.select_for_update().filter(pk__in=user_ids).order_by("pk")
    return dict(inboxes.values_list("pk", "last_sequence"))


def _readers(user_ids: Collection[int]) -> dict[int, Reader]:
    """Those of them who are active, as they are now: a row each, because a thousand models take time."""
    return {row[0]: Reader(*row) for row in _READERS(ids=user_ids)} if user_ids else {}


def _advance_inboxes(told: list[Notification]) -> None:
    """Raise each inbox by as many as its owner was told: a statement for each number, and most are 1."""
    users: dict[int, list[int]] = {}
    for user_id, count in Counter(notification.user_id for notification in told).items():
        users.setdefault(count, []).append(user_id)
    for count, user_ids in users.items():
        _ADVANCE(ids=user_ids, count=count)


def _emails_to_contacts(notices: list[Notice]) -> list[EmailDelivery]:
    if not notices:
        return []
    addresses = {address_key(notice.recipient.email) for notice in notices}
    keys = {notice.dedupe_key for notice in notices}
    already = set(map(tuple, _WRITTEN(addresses=addresses, keys=keys)))
    return [
        _email_of(notice, notice.recipient, None)
        for notice in notices
        if notice.email
        and (address_key(notice.recipient.email), notice.dedupe_key) not in already
        and why_not(notice.recipient.role, notice.event, Channel.EMAIL, {}) is None
    ]


def _notification_of(notice: Notice, **fields: int | bool) -> Notification:
    return Notification(
        notification_type=notice.event,
        message=notice.message,
        subject_ref=notice.subject_ref,
        url=notice.url,
        dedupe_key=notice.dedupe_key,
        **fields,
    )


def _email_of(notice: Notice, to: Reader | Contact, notification: Notification | None) -> EmailDelivery:
    """The e-mail to somebody with an address and a name; without a notification, they have no login."""
    url = notice.url if notification else ""
    on_failure = {"url_on_failure": notice.url_on_failure} if notice.url_on_failure else {}
    return EmailDelivery(
        address=to.email,
        subject=notice.email.subject,
        template=notice.email.template,
        context={
            "name": to.name,
            "message": notice.message,
            "url": url,
            **on_failure,
            **notice.email.context,
        },
        dedupe_key=notice.dedupe_key,
        notification=notification,
        subject_ref="" if notification else notice.subject_ref,
        tell_on_failure=notice.tell_on_failure,
        expires_at=notice.email.expires_at,
    )
