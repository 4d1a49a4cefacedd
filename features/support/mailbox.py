"""The mail server and everybody's mailbox, in place of SMTP."""

import re
import smtplib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import mktime_tz, parsedate_tz
from functools import partial

import idna
from django.core.mail.backends import smtp
from django.utils import timezone

from features.support.evidence import Evidence


@dataclass
class Delivered:
    """One e-mail as its reader finds it; `to` is the address in the form in which it travels."""

    at: datetime
    to: str
    subject: str
    text: str
    html: str
    message_id: str
    read: bool = False

    @classmethod
    def from_wire(cls, content: bytes, to: str) -> "Delivered":
        """What a mail server received."""
        # The older interface of `email`, which reads a message ten times faster.
        message = message_from_bytes(content)
        text, html = (
            part.get_payload(decode=True).decode(part.get_content_charset())
            for part in message.walk()
            if not part.is_multipart()
        )
        subject = str(make_header(decode_header("".join(message["Subject"].splitlines()))))
        # The sender's clock, which has to be the frozen one as well.
        sent = timezone.localtime(datetime.fromtimestamp(mktime_tz(parsedate_tz(message["Date"])), UTC))
        return cls(sent, to, subject.strip(), text, html, message["Message-ID"])


# What a mail server answers to a recipient: a code and words.
Reply = tuple[int, str]
ACCEPTED: Reply = (250, "OK")
GO_ON: Reply = (354, "End data with <CR><LF>.<CR><LF>")
LATER: Reply = (451, "Try again later")
NEVER: Reply = (550, "No such mailbox")


def as_sent(address: str) -> str:
    """The form in which an address travels, in lower case; text that is no address stays as it is."""
    local, at, domain = address.lower().rpartition("@")
    with suppress(idna.IDNAError):
        domain = idna.encode(domain).decode()
    return f"{local}{at}{domain}"


class Mailbox:
    """What has arrived, and the trouble that a scenario gives to those who send."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self.delivered: list[Delivered] = []
        self._tries: Counter[str] = Counter()
        self.up = True
        self._trouble: dict[str | None, Reply] = {}
        self._breaks_off = False

    def refuse_for_now(self, address: str | None = None) -> None:
        """Ask senders to try again later; for one address, or for everybody's."""
        self._trouble[address and as_sent(address)] = LATER

    def refuse_for_good(self, address: str | None = None) -> None:
        """Turn mail away; for one address, or for everybody's."""
        self._trouble[address and as_sent(address)] = NEVER

    def break_off_once(self) -> None:
        """Take the next e-mail and drop the connection before saying so."""
        self._breaks_off = True

    def recover(self) -> None:
        """Accept everything again."""
        self.up = True
        self._trouble.clear()

    def refusal_of(self, to: str) -> Reply | None:
        """Somebody wants to send to an address: what the server has against it."""
        self._tries[as_sent(to)] += 1
        return self._trouble.get(as_sent(to)) or self._trouble.get(None)

    def tries_of(self, address: str) -> int:
        """How often somebody wanted to send to an address."""
        return self._tries[as_sent(address)]

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
        return [letter for letter in self.delivered if as_sent(letter.to) == as_sent(address)]


class EmailBackend(smtp.EmailBackend):
    """Django's SMTP backend, whose words reach the mailbox of the running scenario instead of a socket."""

    mailbox: Mailbox

    @property
    def connection_class(self) -> Callable[..., "Conversation"]:
        return partial(Conversation, self.mailbox)


class Conversation(smtplib.SMTP):
    """smtplib's side of SMTP, answered by a mailbox.

    Everything up to the wire is what production does, so an address fares here as it does on real processes.
    """

    def __init__(self, mailbox: Mailbox, host: str, port: int, **kwargs) -> None:
        self._mailbox = mailbox
        self._recipient = ""
        self._reply: Reply | None = ACCEPTED
        # Where the settings name no server, smtplib would not connect at all.
        super().__init__("mailbox", port, **kwargs)

    def connect(self, *args, **kwargs) -> tuple[int, bytes]:
        if not self._mailbox.up:
            raise ConnectionRefusedError(111, "Connection refused")
        return 220, b"ready"

    def send(self, s: str | bytes) -> None:
        if self._reply is None:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        self._reply = self._answer(s.encode(self.command_encoding) if isinstance(s, str) else s)

    def getreply(self) -> tuple[int, bytes]:
        if self._reply is None:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        code, words = self._reply
        return code, words.encode()

    def _answer(self, line: bytes) -> Reply | None:
        """What the server replies to a command or to a whole e-mail; None where it hangs up."""
        if line.endswith(b"\r\n.\r\n"):
            content = _unstuffed(line)
            self._mailbox.take(Delivered.from_wire(content, self._recipient), lambda: content)
            return None if self._mailbox.breaks_off_now() else ACCEPTED
        command = line[:4].lower()
        if command == b"rcpt":
            self._recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            return self._mailbox.refusal_of(self._recipient) or ACCEPTED
        return GO_ON if command == b"data" else ACCEPTED


def _unstuffed(data: bytes) -> bytes:
    """An e-mail without the dots that SMTP adds: a last line, and one before each dot that begins a line."""
    return re.sub(rb"(?m)^\.\.", b".", data.removesuffix(b".\r\n"))
