"""Trying e-mails again, at an admin's request, that wait for their next attempt or were given up."""

import logging
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from common.ids import possible_ids
from users.delivery import email_dropped
from users.email_errors import with_error_kind
from users.email_text import REASON_GONE, Readings, readdressed, text_of
from users.models import TO_BE_SENT, EmailDelivery, EmailState
from users.outbox import deliver_on_commit, in_queries
from users.refusals import NoEmailSelected, NothingToRetry

logger = logging.getLogger(__name__)

RETRIABLE = (*TO_BE_SENT, EmailState.FAILED)


@dataclass(frozen=True)
class Retried:
    """How many e-mails are tried again, and how many have expired: too late, or their reason is gone."""

    again: int
    expired: int


@transaction.atomic
def retry_email(*, delivery_id: int) -> EmailDelivery:
    """Try an e-mail again now, if it waits for its next attempt or was given up.

    Returns it as it is then: expired where it is no longer to be sent. Raises NothingToRetry for any other.
    """
    retry_emails(delivery_ids=[delivery_id])
    return EmailDelivery.objects.get(pk=delivery_id)


@transaction.atomic
def retry_emails(*, delivery_ids: Collection[int]) -> Retried:
    """Try those of these e-mails again now that wait for their next attempt or were given up.

    Each goes to its reader's current address. Those that are no longer to be sent expire at once, so that
    the answer says so. Raises NoEmailSelected where there are no ids, and NothingToRetry if none of
    them can be sent again.
    """
    if not delivery_ids:
        raise NoEmailSelected()
    found = [email for ids in in_queries(possible_ids(delivery_ids)) for email in _retriable(ids)]
    if not found:
        raise NothingToRetry()
    expired = _expire(found)
    again = [email.pk for email in found if email.pk not in expired]
    waits = Case(When(state=EmailState.FAILED, then=Value(EmailState.QUEUED)), default=F("state"))
    for ids in in_queries(again):
        # Again, because a worker may have claimed some of them since.
        waiting = EmailDelivery.objects.filter(pk__in=ids, state__in=RETRIABLE)
        waiting.update(state=waits, next_attempt_at=timezone.now())
    deliver_on_commit(again)
    return Retried(again=len(again), expired=len(expired))


def retry_failed_emails(*, kind: str) -> Retried:
    """Try all e-mails again now that were given up for one kind of error.

    Raises NothingToRetry if there are none: sent twice, the second request finds none.
    """
    failed = EmailDelivery.objects.filter(state=EmailState.FAILED, context__isnull=False)
    ids = list(with_error_kind(failed).filter(error_kind=kind).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingToRetry()
    return retry_emails(delivery_ids=ids)


def _retriable(ids: list[int]) -> list[EmailDelivery]:
    found = EmailDelivery.objects.filter(pk__in=ids, state__in=RETRIABLE, context__isnull=False)
    return list(found.select_related("notification__user").order_by("pk"))


def _expire(emails: list[EmailDelivery]) -> set[int]:
    """Expire those of these e-mails that are no longer to be sent. Returns their ids."""
    now, readings, expired = timezone.now(), Readings(emails), set()
    for email in emails:
        is_late = email.is_late()
        why = "" if is_late else _why_not(email, readings)
        if not is_late and not why:
            continue
        # The latest come first in the list of what has expired.
        told = {"next_attempt_at": now, "last_error": why or email.last_error}
        as_read = EmailDelivery.objects.filter(pk=email.pk, state=email.state, attempts=email.attempts)
        if as_read.update(state=EmailState.EXPIRED, **told):
            expired.add(email.pk)
            if not is_late:
                email_dropped.send(EmailDelivery, delivery=email)
    return expired


def _why_not(email: EmailDelivery, readings: Readings) -> str:
    try:
        return readdressed(email, readings) or (REASON_GONE if text_of(email, readings) is None else "")
    except Exception:
        # The attempt will fail in the same way, and be listed with what to do.
        logger.exception("E-mail %s could not be written", email.pk)
        return ""
