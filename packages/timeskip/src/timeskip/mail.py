"""The mail server and everybody's mailbox, in the place of SMTP."""

import copy
import smtplib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from unittest.mock import patch

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem, smtp

from timeskip.clocks import Clock
from timeskip.evidence import Evidence

Refusal = tuple[int, str]


@dataclass(frozen=True)
class Email:
    """One e-mail as one of its readers finds it."""

    at: datetime
    to: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message.subject)

    @property
    def text(self) -> str:
        return str(self.message.body)

    @property
    def html(self) -> str | None:
        """The HTML alternative, where there is one."""
        for content, kind in ((part[0], part[1]) for part in getattr(self.message, "alternatives", ())):
            if kind == "text/html":
                return content
        return None


class Mail:
    """What has been delivered, and the failures that a test gives to those who send."""

    def __init__(self, clock: Clock, evidence: Evidence) -> None:
        self._clock, self._evidence = clock, evidence
        self._refusals: dict[str | None, Refusal] = {}
        self._drops_next_reply = False
        self.is_up = True
        self.delivered: list[Email] = []

    def to(self, address: str) -> list[Email]:
        """Return what an address was sent, oldest first."""
        return [email for email in self.delivered if email.to == address]

    def refuse(self, address: str | None = None, code: int = 550, reason: str = "No such mailbox") -> None:
        """Refuse an address, or every one: 550 for good, 451 for now."""
        self._refusals[address] = (code, reason)

    def accept(self, address: str | None = None) -> None:
        """Accept an address again; without one, every address."""
        if address is None:
            self._refusals.clear()
        else:
            self._refusals.pop(address, None)

    def drop_next_reply(self) -> None:
        """Deliver the next e-mail and break the connection before the sender hears of it."""
        self._drops_next_reply = True

    @contextmanager
    def received(self) -> Iterator[None]:
        """While this lasts, what Django sends by SMTP, or to its own outbox, arrives here."""
        with ExitStack() as stack:
            for backend in (locmem.EmailBackend, smtp.EmailBackend):
                for name, ours in (("open", self._open()), ("send_messages", self._send_messages())):
                    stack.enter_context(patch.object(backend, name, ours))
                stack.enter_context(patch.object(backend, "close", lambda backend: None))
            yield

    def _open(self) -> Callable[..., bool]:
        def open_connection(backend: Any) -> bool:
            if not self.is_up and not _is_silent(backend):
                raise ConnectionRefusedError(111, "Connection refused")
            return self.is_up

        return open_connection

    def _send_messages(self) -> Callable[..., int]:
        def send_messages(backend: Any, messages: list[EmailMessage]) -> int:
            if not messages or not backend.open():
                return 0
            return sum(self._send(message, fail_silently=_is_silent(backend)) for message in messages)

        return send_messages

    def _send(self, message: EmailMessage, *, fail_silently: bool) -> bool:
        if not message.recipients():
            return False
        message.message()  # refuses headers with line breaks, as sending does
        try:
            self._deliver(message)
        except smtplib.SMTPException:
            if not fail_silently:
                raise
            return False
        return True

    def _deliver(self, message: EmailMessage) -> None:
        addresses = [parseaddr(recipient)[1] for recipient in message.recipients()]
        refused = {address: refusal for address in addresses if (refusal := self._refusal_of(address))}
        if len(refused) == len(addresses):
            # Only then does smtplib raise; otherwise the others get theirs and Django hears of nothing.
            raise smtplib.SMTPRecipientsRefused(
                {address: (code, reason.encode()) for address, (code, reason) in refused.items()}
            )
        sent = _as_it_is_now(message)
        delivered = [Email(self._clock.now(), to, sent) for to in addresses if to not in refused]
        self.delivered += delivered
        if hasattr(mail, "outbox"):
            mail.outbox.append(sent)
        for email in delivered:
            self._evidence.add("e-mail", f"to {email.to}: {email.subject}", email)
        for address in refused:
            self._evidence.add("e-mail", f"to {address} refused: {message.subject}", message)
        if self._drops_next_reply:
            self._drops_next_reply = False
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    def _refusal_of(self, address: str) -> Refusal | None:
        return self._refusals.get(address) or self._refusals.get(None)


def _is_silent(backend: Any) -> bool:
    # From Django 6.1 on the base class keeps it under another name, and warns whoever asks for the old one.
    state = vars(backend)
    return bool(state.get("fail_silently", state.get("_fail_silently")))


def _as_it_is_now(message: EmailMessage) -> EmailMessage:
    """Copy a message, because code may change it and send it again; its connection cannot be copied."""
    sent = copy.copy(message)
    for name in ("to", "cc", "bcc", "reply_to", "attachments", "alternatives", "extra_headers"):
        if name in vars(sent):
            setattr(sent, name, copy.copy(getattr(sent, name)))
    return sent
