"""E-mail is written in the transaction that causes it and sent after that has committed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from common.after_commit import ask_after_commit
from users.addresses import address_key
from users.delivery_tasks import deliver_emails
from users.letters import REASON_GONE, one_line
from users.models import TO_BE_SENT, EmailDelivery, EmailState, Notification, User
from users.refusals import NothingToRetry

# Few enough for one task to finish well inside a worker's patience when the mail server is slow.
EMAILS_A_TASK = 100


@dataclass(frozen=True, kw_only=True)
class Email:
    """One e-mail to be written: `template` names `email/<template>.txt` and `.html`, `context` is JSON."""

    address: str
    subject: str
    template: str
    dedupe_key: str
    context: dict = field(default_factory=dict)
    notification: Notification | None = None
    tell_on_failure: User | None = None
    expires_at: datetime | None = None


def send_email(messages: Iterable[Email]) -> int:
    """Write e-mails, to be sent once the current transaction has committed.

    One that was written before (same address and `dedupe_key`) is left alone. Returns how many are new.
    """
    deliveries = [_delivery_of(message) for message in messages]
    EmailDelivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    written = list(
        EmailDelivery.objects.filter(message_id__in=[delivery.message_id for delivery in deliveries])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for start in range(0, len(written), EMAILS_A_TASK):
        _deliver_on_commit(written[start : start + EMAILS_A_TASK])
    return len(written)


def withdraw_emails(*, dedupe_keys: Iterable[str]) -> int:
    """Take back e-mails that wait to be sent and whose reason is gone. Returns how many there were."""
    waiting = EmailDelivery.objects.filter(dedupe_key__in=list(dedupe_keys), state__in=TO_BE_SENT)
    return waiting.update(state=EmailState.EXPIRED, last_error=REASON_GONE)


def readdress_emails(*, ending: str, old: str, new: str) -> int:
    """Send e-mails that wait for somebody without a login to their new address; without one, take them back.

    `ending` is how the `dedupe_key` of that person's e-mails ends. Returns how many there were.
    """
    waiting = EmailDelivery.objects.filter(
        address_key=address_key(old), dedupe_key__endswith=ending, notification=None, state__in=TO_BE_SENT
    )
    if not new:
        return waiting.update(state=EmailState.EXPIRED, last_error=REASON_GONE)
    return waiting.update(address=new, address_key=address_key(new))


@transaction.atomic
def retry_email(*, delivery_id: int) -> EmailDelivery:
    """Have an e-mail tried now: one that waits for its next try, or one that was given up, once more.

    Raises NothingToRetry for any other.
    """
    found = EmailDelivery.objects.filter(
        pk=delivery_id, state__in=(*TO_BE_SENT, EmailState.FAILED), context__isnull=False
    )
    waits = Case(When(state=EmailState.FAILED, then=Value(EmailState.QUEUED)), default=F("state"))
    if not found.update(state=waits, next_attempt_at=timezone.now()):
        raise NothingToRetry()
    _deliver_on_commit([delivery_id])
    return EmailDelivery.objects.get(pk=delivery_id)


def _delivery_of(message: Email) -> EmailDelivery:
    return EmailDelivery(
        address=message.address,
        subject=one_line(message.subject),
        template=message.template,
        context=message.context,
        dedupe_key=message.dedupe_key,
        message_id=f"<{uuid4()}@{_sender_domain()}>",
        next_attempt_at=timezone.now(),
        expires_at=message.expires_at,
        notification=message.notification,
        tell_on_failure=message.tell_on_failure,
    )


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _deliver_on_commit(delivery_ids: list[int]) -> None:
    # Robust: if the broker is down, the sweep finds the e-mail.
    ask_after_commit(deliver_emails, delivery_ids, robust=True)
