"""Sending what the outbox holds: claimed, handed to the mail server, recorded; put off or given up."""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from users.addresses import address_key
from users.letters import REASON_GONE, email_template_version, message_of, one_line, words_of
from users.mail_server import Answer, MailServer, Outcome
from users.models import TO_BE_SENT, UNFINISHED, EmailDelivery, EmailState

logger = logging.getLogger(__name__)

# Sent with `delivery`, in the transaction that records that an e-mail cannot be delivered.
email_given_up = Signal()

# After the first try, the second, …; a server that is down over a weekend's night is worth waiting for.
PAUSES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
MOST_ATTEMPTS = len(PAUSES) + 1
# Longer than any conversation with the mail server: whoever claimed an e-mail before that is gone.
LEASE = timedelta(minutes=10)


def due_emails() -> list[int]:
    """Ids of e-mails whose next try is due, the longest waiting first.

    First puts off those whose sender died between claim and record: they may or may not have left.
    """
    found = (
        EmailDelivery.objects.filter(state__in=UNFINISHED, next_attempt_at__lte=timezone.now())
        .order_by("next_attempt_at", "pk")
        .values_list("pk", "state")
    )
    due = []
    for delivery_id, state in found:
        if state == EmailState.SENDING:
            _recover(delivery_id)
        else:
            due.append(delivery_id)
    return due


def states_of_emails() -> dict[str, int]:
    """State, in words → how many e-mails are in it."""
    counts = dict(EmailDelivery.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.label: counts.get(state, 0) for state in EmailState}


def unfinished() -> QuerySet[EmailDelivery]:
    """What is still to be sent, the next one first."""
    return EmailDelivery.objects.filter(state__in=UNFINISHED).order_by("next_attempt_at", "pk")


def given_up() -> QuerySet[EmailDelivery]:
    """What could not be delivered, the latest first."""
    return EmailDelivery.objects.filter(state=EmailState.FAILED).order_by("-pk")


def outbox_overdue() -> dict[str, int]:
    """How many e-mails are overdue, and for how many seconds the oldest of them has been.

    One sweep comes every quarter of an hour: more than half an hour means that nobody sends.
    """
    now = timezone.now()
    overdue = EmailDelivery.objects.filter(state__in=UNFINISHED, next_attempt_at__lt=now)
    found = overdue.aggregate(count=Count("pk"), oldest=Min("next_attempt_at"))
    age = (now - found["oldest"]).total_seconds() if found["oldest"] else 0
    return {"overdue": found["count"], "oldest_overdue_seconds": int(age)}


def deliver(delivery_ids: Collection[int]) -> dict[str, int]:
    """Try each of these e-mails that is due. Returns how many ended in which state."""
    states: Counter[str] = Counter()
    _expire(delivery_ids)
    due = EmailDelivery.objects.filter(pk__in=delivery_ids, state__in=TO_BE_SENT).order_by("pk")
    with MailServer() as server:
        for delivery in due.select_related("tell_on_failure", "notification__user"):
            if _claim(delivery):
                states[_attempt(delivery, server)] += 1
    return dict(states)


def _expire(delivery_ids: Collection[int]) -> None:
    useless = EmailDelivery.objects.filter(
        pk__in=delivery_ids, state__in=TO_BE_SENT, expires_at__lte=timezone.now()
    )
    expired = useless.update(state=EmailState.EXPIRED)
    if expired:
        logger.info("Expired: %s of the e-mails %s", expired, delivery_ids)


def _recover(delivery_id: int) -> None:
    lost = EmailDelivery.objects.select_related("tell_on_failure").get(pk=delivery_id)
    _put_off(
        lost, Outcome(Answer.UNKNOWN, "The worker stopped before it could record the mail server's answer.")
    )


def _claim(delivery: EmailDelivery) -> bool:
    """Take an e-mail for this sender alone; False where it is not due or somebody else had it meanwhile."""
    now = timezone.now()
    as_read = EmailDelivery.objects.filter(
        pk=delivery.pk, state__in=TO_BE_SENT, attempts=delivery.attempts, next_attempt_at__lte=now
    )
    of_use = Q(expires_at=None) | Q(expires_at__gt=now)
    delivery.attempts += 1
    claim = {"state": EmailState.SENDING, "next_attempt_at": now + LEASE, "attempts": delivery.attempts}
    return bool(as_read.filter(of_use).update(**claim))


def _attempt(delivery: EmailDelivery, server: MailServer) -> str:
    try:
        _follow_the_reader(delivery)
        words = words_of(delivery)
        if words is None:
            return _record(delivery, EmailState.EXPIRED, last_error=REASON_GONE)
        delivery.subject, delivery.context = one_line(words.subject), words.context
        message = message_of(delivery, words.secret)
    except Exception:
        # One e-mail that can't be written must not hold up those behind it.
        logger.exception("E-mail %s could not be rendered", delivery.pk)
        return _give_up(delivery, "Its template could not be rendered.")
    outcome = server.hand_over(message)
    if outcome.answer is Answer.ACCEPTED:
        return _record(
            delivery,
            EmailState.SENT,
            sent_at=timezone.now(),
            last_error="",
            template_version=email_template_version(delivery.template),
            subject=delivery.subject,
            context=delivery.context,
        )
    if outcome.answer is Answer.REFUSED_FOR_GOOD:
        return _give_up(delivery, outcome.error)
    return _put_off(delivery, outcome)


def _follow_the_reader(delivery: EmailDelivery) -> None:
    """Address an e-mail to where its reader logs in now: the old address may be somebody else's."""
    reader = delivery.notification and delivery.notification.user
    if reader and address_key(reader.email) != delivery.address_key:
        delivery.address = reader.email
        delivery.save(update_fields=["address", "address_key"])


def _put_off(delivery: EmailDelivery, outcome: Outcome) -> str:
    if delivery.attempts >= MOST_ATTEMPTS:
        return _give_up(delivery, outcome.error)
    state = EmailState.UNKNOWN if outcome.answer is Answer.UNKNOWN else EmailState.QUEUED
    next_attempt_at = timezone.now() + PAUSES[delivery.attempts - 1]
    return _record(delivery, state, next_attempt_at=next_attempt_at, last_error=outcome.error)


@transaction.atomic
def _give_up(delivery: EmailDelivery, error: str) -> str:
    state = _record(delivery, EmailState.FAILED, last_error=error)
    if state == EmailState.FAILED:
        email_given_up.send(EmailDelivery, delivery=delivery)
    return state


def _record(delivery: EmailDelivery, state: EmailState, **fields) -> str:
    """Write down what became of an e-mail. Returns its state: another where the claim was lost meanwhile."""
    mine = EmailDelivery.objects.filter(
        # The number of the attempt is the claim's name.
        pk=delivery.pk,
        state=EmailState.SENDING,
        attempts=delivery.attempts,
    )
    if not mine.update(state=state, **fields):
        logger.warning("E-mail %s: attempt %s lost its claim", delivery.pk, delivery.attempts)
        return EmailDelivery.objects.values_list("state", flat=True).get(pk=delivery.pk)
    logger.info("E-mail %s: %s after attempt %s", delivery.pk, state.value, delivery.attempts)
    return state.value
