"""Sends the outbox: claims an e-mail, hands it to the mail server, records the outcome; retries, gives up."""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from operator import attrgetter

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from common.compiled import CompiledModels, CompiledRows, CompiledUpdate, Parameter, Parameters
from users.email_text import (
    REASON_GONE,
    Readings,
    email_template_version,
    message_of,
    one_line,
    readdressed,
    text_of,
)
from users.mail_server import Answer, MailServer, Outcome
from users.models import TO_BE_SENT, UNFINISHED, EmailDelivery, EmailState

logger = logging.getLogger(__name__)

# Sent with `delivery`, in the transaction that records that an e-mail cannot be delivered.
email_given_up = Signal()
# Sent with `delivery`, in the transaction that records that an e-mail's reason was gone when it was due.
email_dropped = Signal()

# Delays after the first attempt, the second, …: 41 h 15 min in all, longer than most outages.
RETRY_DELAYS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
MOST_ATTEMPTS = len(RETRY_DELAYS) + 1
# Longer than any conversation with the mail server: after that the worker that claimed an e-mail is dead.
LEASE = timedelta(minutes=10)

_NEXT_ATTEMPT = CompiledRows(
    EmailDelivery.objects.filter(state__in=UNFINISHED)
    .order_by("next_attempt_at")
    .values_list("next_attempt_at")[:1]
)
_TO_BE_SENT = CompiledModels(
    EmailDelivery.objects.filter(pk__in=Parameters("ids", EmailDelivery.id.field), state__in=TO_BE_SENT)
    .order_by()
    .select_related("notification__user")
)
_PK = Parameter("pk", EmailDelivery.id.field)
_ATTEMPTS = Parameter("attempts", EmailDelivery.attempts.field)
_CLAIM = CompiledUpdate(
    EmailDelivery.objects.filter(pk=_PK, state__in=TO_BE_SENT, attempts=_ATTEMPTS),
    state=EmailState.SENDING,
    attempts=F("attempts") + 1,
    next_attempt_at=Parameter("lease_ends", EmailDelivery.next_attempt_at.field),
)
_SENT = CompiledUpdate(
    # The attempt's number identifies the claim.
    EmailDelivery.objects.filter(pk=_PK, state=EmailState.SENDING, attempts=_ATTEMPTS),
    state=EmailState.SENT,
    last_error="",
    sent_at=Parameter("sent_at", EmailDelivery.sent_at.field),
    template_version=Parameter("template_version", EmailDelivery.template_version.field),
    subject=Parameter("subject", EmailDelivery.subject.field),
    context=Parameter("context", EmailDelivery.context.field),
)


def next_attempt() -> datetime | None:
    """When the next e-mail is due for `due_emails`; None where none waits."""
    return next((moment for (moment,) in _NEXT_ATTEMPT()), None)


def due_emails() -> list[int]:
    """Ids of e-mails whose next attempt is due, the longest waiting first.

    Not those whose worker died between claim and record. They may or may not have been sent, and are
    scheduled for a later attempt here.
    """
    rows = (
        EmailDelivery.objects.filter(state__in=UNFINISHED, next_attempt_at__lte=timezone.now())
        .order_by("next_attempt_at", "pk")
        .values_list("pk", "state")
    )
    due = []
    for delivery_id, state in rows:
        if state == EmailState.SENDING:
            _recover(delivery_id)
        else:
            due.append(delivery_id)
    return due


# The name that queues, stored results and waiting requests use.
@shared_task(name="users.tasks.deliver_emails")
def deliver_emails(delivery_ids: Collection[int]) -> dict[str, int]:
    """Try each of these e-mails that is due. Returns how many ended in which state."""
    states: Counter[str] = Counter()
    deliveries = sorted(_TO_BE_SENT(ids=delivery_ids), key=attrgetter("pk")) if delivery_ids else []
    _expire([delivery.pk for delivery in deliveries if delivery.is_late()])
    readings = Readings(deliveries)
    with MailServer() as server:
        for delivery in deliveries:
            if _claim(delivery):
                states[_attempt(delivery, server, readings)] += 1
    return dict(states)


def _expire(delivery_ids: Collection[int]) -> None:
    if delivery_ids:
        late = EmailDelivery.objects.filter(pk__in=delivery_ids, state__in=TO_BE_SENT)
        expired = late.update(state=EmailState.EXPIRED)
        logger.info("Expired: %s of the e-mails %s", expired, delivery_ids)


def _recover(delivery_id: int) -> None:
    lost = EmailDelivery.objects.select_related("tell_on_failure").get(pk=delivery_id)
    _put_off(
        lost, Outcome(Answer.UNKNOWN, "The worker stopped before it could record the mail server's answer.")
    )


def _claim(delivery: EmailDelivery) -> bool:
    """Claim an e-mail for this worker; False if it is not due or another worker has claimed it."""
    now = timezone.now()
    # Both as they were read: only a claim, which counts as an attempt, puts an e-mail off.
    if delivery.next_attempt_at > now or delivery.is_late():
        return False
    is_mine = _CLAIM(pk=delivery.pk, attempts=delivery.attempts, lease_ends=now + LEASE)
    delivery.attempts += 1
    return bool(is_mine)


def _attempt(delivery: EmailDelivery, server: MailServer, readings: Readings) -> str:
    try:
        if why_not := readdressed(delivery, readings):
            return _drop(delivery, why_not)
        text = text_of(delivery, readings)
        if text is None:
            return _drop(delivery, REASON_GONE)
        delivery.subject, delivery.context = one_line(text.subject), text.context
        message = message_of(delivery, text.secret)
    except Exception:
        # An e-mail that cannot be rendered must not block the others.
        logger.exception("E-mail %s could not be rendered", delivery.pk)
        return _give_up(delivery, "Its template could not be rendered.")
    outcome = server.hand_over(message)
    if outcome.answer is Answer.ACCEPTED:
        return _record_sent(delivery)
    if outcome.answer is Answer.REFUSED_FOR_GOOD:
        return _give_up(delivery, outcome.error)
    return _put_off(delivery, outcome)


def _put_off(delivery: EmailDelivery, outcome: Outcome) -> str:
    if delivery.attempts >= MOST_ATTEMPTS:
        return _give_up(delivery, outcome.error)
    state = EmailState.UNKNOWN if outcome.answer is Answer.UNKNOWN else EmailState.QUEUED
    next_attempt_at = timezone.now() + RETRY_DELAYS[delivery.attempts - 1]
    return _record(delivery, state, next_attempt_at=next_attempt_at, last_error=outcome.error)


@transaction.atomic
def _drop(delivery: EmailDelivery, why: str) -> str:
    state = _record(delivery, EmailState.EXPIRED, last_error=why)
    if state == EmailState.EXPIRED:
        email_dropped.send(EmailDelivery, delivery=delivery)
    return state


@transaction.atomic
def _give_up(delivery: EmailDelivery, error: str) -> str:
    state = _record(delivery, EmailState.FAILED, last_error=error)
    if state == EmailState.FAILED:
        email_given_up.send(EmailDelivery, delivery=delivery)
    return state


def _record_sent(delivery: EmailDelivery) -> str:
    recorded = _SENT(
        pk=delivery.pk,
        attempts=delivery.attempts,
        sent_at=timezone.now(),
        template_version=email_template_version(delivery.template),
        subject=delivery.subject,
        context=delivery.context,
    )
    return _state_after(delivery, EmailState.SENT, recorded)


def _record(delivery: EmailDelivery, state: EmailState, **fields) -> str:
    """Record an outcome other than sent. Returns the e-mail's state."""
    mine = EmailDelivery.objects.filter(pk=delivery.pk, state=EmailState.SENDING, attempts=delivery.attempts)
    return _state_after(delivery, state, mine.update(state=state, **fields))


def _state_after(delivery: EmailDelivery, state: EmailState, recorded: int) -> str:
    """The e-mail's state once that was recorded: not `state` if this claim was lost meanwhile."""
    if not recorded:
        logger.warning("E-mail %s: attempt %s lost its claim", delivery.pk, delivery.attempts)
        return EmailDelivery.objects.values_list("state", flat=True).get(pk=delivery.pk)
    logger.info("E-mail %s: %s after attempt %s", delivery.pk, state.value, delivery.attempts)
    return state.value
