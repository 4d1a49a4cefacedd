"""The text of an e-mail, written when it is sent: it may have become out of date since it was queued."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from users.current_addresses import current_addresses, readdress
from users.models import EmailDelivery
from users.outgoing_message import OutgoingMessage

REASON_GONE = "The reason for this e-mail no longer applied."
NO_ADDRESS = "The person has no e-mail address any more."
WRITTEN_THERE = "The same e-mail was written to the person's current address."
# An e-mail that was withdrawn for one of these is queued again if its reason is back.
WITHDRAWN = (REASON_GONE, NO_ADDRESS, WRITTEN_THERE)
TOO_LATE = "It could not be sent in time."


@dataclass(frozen=True, kw_only=True)
class EmailText:
    """The text of one e-mail. `context` is kept with the e-mail; `secret` goes to its template only."""

    subject: str
    context: dict
    secret: dict = field(default_factory=dict)


# Returns None if the reason for the e-mail is gone.
Writer = Callable[..., EmailText | None]
Reader = Callable[[list[EmailDelivery]], Any]

# What was read for many e-mails may be so old when one of them is sent.
FRESH = timedelta(seconds=2)

# By template.
_writers: dict[str, Writer] = {}
_readers: dict[str, Reader] = {}
_why_gone: dict[str, str] = {}


class Readings:
    """What it takes to send several e-mails: read for all at once, and again when it is not fresh."""

    def __init__(self, deliveries: list[EmailDelivery]) -> None:
        self._deliveries = deliveries
        self._read: dict[str, tuple[datetime, Any]] = {}

    def of(self, template: str) -> Any:
        """What the template's reader returns for its e-mails."""
        own = [delivery for delivery in self._deliveries if delivery.template == template]
        return self._fresh(template, _readers[template], own)

    def address_of(self, delivery: EmailDelivery) -> str:
        """Where the e-mail is to go now; "" where its reader has no address any more."""
        return self._fresh("", current_addresses, self._deliveries)[delivery.pk]

    def _fresh(self, what: str, read: Reader, deliveries: list[EmailDelivery]) -> Any:
        now = timezone.now()
        if what not in self._read or now - self._read[what][0] > FRESH:
            self._read[what] = now, read(deliveries)
        return self._read[what][1]


def written_when_sent(
    template: str, *, reads: Reader | None = None, gone: str = REASON_GONE
) -> Callable[[Writer], Writer]:
    """Decorates the function that writes the e-mails of one template at the moment of sending.

    `reads` gets the e-mails that are sent together; what it returns is the writer's second argument.
    `gone` tells people in a sentence why the writer may return None.
    """

    def register(writer: Writer) -> Writer:
        _writers[template], _why_gone[template] = writer, gone
        if reads:
            _readers[template] = reads
        return writer

    return register


def why_expired(email: EmailDelivery) -> str:
    """Why an expired e-mail was not sent, in a sentence."""
    if email.last_error not in WITHDRAWN:
        return TOO_LATE
    if email.last_error == REASON_GONE:
        return _why_gone.get(email.template, REASON_GONE)
    return email.last_error


def as_queued(delivery: EmailDelivery) -> EmailText:
    """The text that an e-mail was queued with."""
    return EmailText(subject=delivery.subject, context=delivery.context)


def text_of(delivery: EmailDelivery, readings: Readings) -> EmailText | None:
    """The current text of an e-mail: the one it was queued with, unless its template has a writer.

    None if it must not be sent.
    """
    writer = _writers.get(delivery.template, as_queued)
    return (
        writer(delivery, readings.of(delivery.template))
        if delivery.template in _readers
        else writer(delivery)
    )


def readdressed(delivery: EmailDelivery, readings: Readings) -> str:
    """Address an e-mail to where its reader is now. Returns why it must not be sent, or ""."""
    address = readings.address_of(delivery)
    if not address:
        return NO_ADDRESS
    return "" if readdress(delivery, address) else WRITTEN_THERE


def message_of(delivery: EmailDelivery, secret: dict) -> OutgoingMessage:
    """The message to send, as text and HTML; `secret` joins the delivery's context in the templates."""
    context = {**delivery.context, **secret, "subject": delivery.subject, "site_url": settings.SITE_URL}
    message = OutgoingMessage(
        subject=delivery.subject,
        body=render_to_string(f"email/{delivery.template}.txt", context),
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"email/{delivery.template}.html", context), "text/html")
    return message


def one_line(subject: str) -> str:
    """A subject without line breaks, which would let it forge further headers."""
    return " ".join(subject.split())


@cache
def email_template_version(template: str) -> str:
    """A hash of an e-mail's own two templates: another wording has another version."""
    sources = (get_template(f"email/{template}.{kind}").template.source for kind in ("txt", "html"))
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()[:12]
