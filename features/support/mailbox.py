"""The mail server and everybody's mailbox, in place of SMTP."""

import smtplib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from features.support.evidence import Evidence


@dataclass
class Delivered:
    """One e-mail as its reader finds it."""

    at: datetime
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    read: bool = False


class Mailbox:
    """Accepts mail, or has the trouble that a scenario gives it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self.delivered: list[Delivered] = []
        self.tries: Counter[str] = Counter()
        self.up = True
        self._trouble: dict[str | None, Callable[[str], Exception]] = {}
        self._breaks_off = False

    def refuse_for_now(self, address: str | None = None) -> None:
        """Ask senders to try again later; for one address, or for everybody's."""
        self._trouble[address] = lambda to: smtplib.SMTPRecipientsRefused({to: (451, b"Try again later")})

    def refuse_for_good(self, address: str | None = None) -> None:
        """Turn mail away; for one address, or for everybody's."""
        self._trouble[address] = lambda to: smtplib.SMTPRecipientsRefused({to: (550, b"No such mailbox")})

    def break_off_once(self) -> None:
        """Take the next e-mail and drop the connection before saying so."""
        self._breaks_off = True

    def recover(self) -> None:
        """Accept everything again."""
        self.up = True
        self._trouble.clear()

    def connect(self) -> None:
        """Answer, or be down."""
        if not self.up:
            raise ConnectionRefusedError(111, "Connection refused")

    def accept(self, message: EmailMessage) -> None:
        """Take one message to one recipient, or answer as the scenario says."""
        (to,) = message.recipients()
        self.tries[to] += 1
        trouble = self._trouble.get(to) or self._trouble.get(None)
        if trouble:
            raise trouble(to)
        parsed = message.message()
        (html,) = [part.content for part in message.alternatives]
        self.delivered.append(
            Delivered(timezone.localtime(), to, message.subject, message.body, html, parsed["Message-ID"])
        )
        self._evidence.email(message, to)
        if self._breaks_off:
            self._breaks_off = False
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    def letters_to(self, address: str) -> list[Delivered]:
        """Everything an address was sent, oldest first."""
        return [letter for letter in self.delivered if letter.to == address]


class EmailBackend(BaseEmailBackend):
    """Django's way to the mailbox of the scenario that is running."""

    mailbox: Mailbox

    def open(self) -> bool:
        self.mailbox.connect()
        return True

    def close(self) -> None:
        """Nothing to close: a conversation holds no resource here."""

    def send_messages(self, messages) -> int:
        for message in messages:
            self.mailbox.accept(message)
        return len(messages)
