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


# What a mail server answers to a recipient: a code and words.
Reply = tuple[int, str]
LATER: Reply = (451, "Try again later")
NEVER: Reply = (550, "No such mailbox")


class Mailbox:
    """What has arrived, and the trouble that a scenario gives to those who send."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self.delivered: list[Delivered] = []
        self.tries: Counter[str] = Counter()
        self.up = True
        self._trouble: dict[str | None, Reply] = {}
        self._breaks_off = False

    def refuse_for_now(self, address: str | None = None) -> None:
        """Ask senders to try again later; for one address, or for everybody's."""
        self._trouble[address] = LATER

    def refuse_for_good(self, address: str | None = None) -> None:
        """Turn mail away; for one address, or for everybody's."""
        self._trouble[address] = NEVER

    def break_off_once(self) -> None:
        """Take the next e-mail and drop the connection before saying so."""
        self._breaks_off = True

    def recover(self) -> None:
        """Accept everything again."""
        self.up = True
        self._trouble.clear()

    def refusal_of(self, to: str) -> Reply | None:
        """Somebody wants to send to an address: what the server has against it."""
        self.tries[to] += 1
        return self._trouble.get(to) or self._trouble.get(None)

    def take(self, letter: Delivered, content: Callable[[], bytes]) -> None:
        """An e-mail has arrived; `content` is all of it as it was sent."""
        self.delivered.append(letter)
        self._evidence.email(letter.to, letter.subject, content, letter.at)

    def breaks_off_now(self) -> bool:
        """Whether the e-mail that was just taken is the one at which the server breaks off."""
        breaks_off, self._breaks_off = self._breaks_off, False
        return breaks_off

    def letters_to(self, address: str) -> list[Delivered]:
        """Everything an address was sent, oldest first."""
        return [letter for letter in self.delivered if letter.to == address]


class EmailBackend(BaseEmailBackend):
    """Django's way to the mailbox of the scenario that is running, without a server in between."""

    mailbox: Mailbox

    def open(self) -> bool:
        if not self.mailbox.up:
            raise ConnectionRefusedError(111, "Connection refused")
        return True

    def close(self) -> None:
        """Nothing to close: a conversation holds no resource here."""

    def send_messages(self, messages) -> int:
        for message in messages:
            self._send(message)
        return len(messages)

    def _send(self, message: EmailMessage) -> None:
        (to,) = message.recipients()
        if refusal := self.mailbox.refusal_of(to):
            code, words = refusal
            raise smtplib.SMTPRecipientsRefused({to: (code, words.encode())})
        (html,) = [part.content for part in message.alternatives]
        message_id = message.message()["Message-ID"]
        self.mailbox.take(
            Delivered(timezone.localtime(), to, message.subject, message.body, html, message_id),
            lambda: message.message().as_bytes(),
        )
        if self.mailbox.breaks_off_now():
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
