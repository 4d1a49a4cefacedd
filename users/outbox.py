"""The outbox: e-mail is written in the transaction that causes it and sent after the commit."""

from collections.abc import Callable, Collection, Iterable, Iterator
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from common.after_commit import ask_after_commit
from common.compiled import CompiledRows, Parameters
from users.addresses import address_key
from users.delivery import deliver_emails
from users.email_text import REASON_GONE, one_line
from users.models import TO_BE_SENT, UNFINISHED, EmailDelivery, EmailState, User

# What services are handed to write e-mails with, so that a test can hand in something else.
SendEmail = Callable[[list[EmailDelivery]], object]

# Few enough that one task finishes within the worker's time limit when the mail server is slow.
EMAILS_A_TASK = 100
KEYS_A_QUERY = 10_000  # SQLite takes 32,766 parameters

_WITH_MESSAGE_IDS = CompiledRows(
    EmailDelivery.objects.filter(message_id__in=Parameters("message_ids", EmailDelivery.message_id.field))
    .order_by("pk")
    .values_list("pk")
)
_ANY_UNFINISHED = CompiledRows(
    EmailDelivery.objects.filter(state__in=UNFINISHED).order_by().values_list("pk")[:1]
)


def send_email(emails: Iterable[EmailDelivery]) -> int:
    """Write e-mails to the outbox, to be sent once the current transaction has committed.

    Each is an unsaved row with at least address, subject, template and `dedupe_key`; Message-ID and time of
    the first attempt are set here. One that was written before (same address and key) is left alone. Returns
    how many are new.
    """
    domain = _sender_domain()
    rows = [_queued(email, domain) for email in emails]
    EmailDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    if not rows:
        return 0
    written = [pk for (pk,) in _WITH_MESSAGE_IDS(message_ids=[row.message_id for row in rows])]
    deliver_on_commit(written)
    return len(written)


def are_any_unfinished() -> bool:
    """Whether any e-mail is still to be sent, or is being sent."""
    return bool(_ANY_UNFINISHED())


def withdraw_emails(*, dedupe_keys: Iterable[str]) -> int:
    """Withdraw queued e-mails whose reason is gone. Returns how many."""
    return sum(
        emails.filter(state__in=TO_BE_SENT).update(state=EmailState.EXPIRED, last_error=REASON_GONE)
        for emails in _written_under(dedupe_keys)
    )


def withdrawn(*, dedupe_keys: Iterable[str]) -> dict[str, bool]:
    """Whether all e-mails written under a key were withdrawn: key → answer, without keys that have none."""
    answers: dict[str, bool] = {}
    for emails in _written_under(dedupe_keys):
        for key, state, reason in emails.values_list("dedupe_key", "state", "last_error"):
            is_withdrawn = state == EmailState.EXPIRED and reason == REASON_GONE
            answers[key] = answers.get(key, True) and is_withdrawn
    return answers


def queue_withdrawn_again(*, dedupe_keys: Iterable[str]) -> int:
    """Queue withdrawn e-mails again, because their reason is back. Returns how many."""
    queued = 0
    for emails in _written_under(dedupe_keys):
        gone = emails.filter(state=EmailState.EXPIRED, last_error=REASON_GONE, context__isnull=False)
        delivery_ids = list(gone.order_by("pk").values_list("pk", flat=True))
        queued += gone.filter(pk__in=delivery_ids).update(
            state=EmailState.QUEUED, attempts=0, next_attempt_at=timezone.now(), last_error=""
        )
        deliver_on_commit(delivery_ids)
    return queued


def readdress_emails(*, ending: str, old: str, new: str) -> int:
    """Redirect queued e-mails of somebody without a login to `new`, or withdraw them if it is empty.

    `ending` is how the `dedupe_key` of that person's e-mails ends. Returns how many.
    """
    waiting = EmailDelivery.objects.filter(
        address_key=address_key(old), dedupe_key__endswith=ending, notification=None, state__in=TO_BE_SENT
    )
    if not new:
        return waiting.update(state=EmailState.EXPIRED, last_error=REASON_GONE)
    return waiting.update(address=new, address_key=address_key(new))


def readdress_emails_of(*, user: User, old: str) -> int:
    """Redirect queued e-mails about a person's notifications from an `old` address. Returns how many."""
    waiting = EmailDelivery.objects.filter(
        address_key=address_key(old), notification__user=user, state__in=TO_BE_SENT
    )
    return waiting.update(address=user.email, address_key=address_key(user.email))


def failures_hand_over(*, subject_ref: str, before: User, after: User | None) -> int:
    """Have failures of e-mails on a subject that are still to be sent reported to another person, besides the
    admins. Returns how many e-mails."""
    about = Q(subject_ref=subject_ref) | Q(notification__subject_ref=subject_ref)
    waiting = EmailDelivery.objects.filter(about, tell_on_failure=before, state__in=UNFINISHED)
    return waiting.update(tell_on_failure=after)


def in_queries(keys: Collection) -> Iterator[list]:
    """As many keys a query as the database takes."""
    every = list(keys)
    for start in range(0, len(every), KEYS_A_QUERY):
        yield every[start : start + KEYS_A_QUERY]


def _written_under(dedupe_keys: Iterable[str]) -> Iterator[QuerySet[EmailDelivery]]:
    """The e-mails with these keys, as many keys a query as the database takes."""
    for keys in in_queries(list(dedupe_keys)):
        yield EmailDelivery.objects.filter(dedupe_key__in=keys)


def _queued(email: EmailDelivery, domain: str) -> EmailDelivery:
    email.subject = one_line(email.subject)
    email.message_id = f"<{uuid4()}@{domain}>"
    email.next_attempt_at = timezone.now()
    return email


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def deliver_on_commit(delivery_ids: list[int]) -> None:
    """Have these e-mails tried once the current transaction has committed."""
    for start in range(0, len(delivery_ids), EMAILS_A_TASK):
        # Robust: if the broker is down, the sweep finds the e-mails.
        ask_after_commit(deliver_emails, delivery_ids[start : start + EMAILS_A_TASK], robust=True)
