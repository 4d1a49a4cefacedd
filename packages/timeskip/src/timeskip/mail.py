"""The mail server and everybody's mailbox, in the place of a server at the other end of SMTP."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from functools import cached_property, partial
from typing import Any

from django.core import mail
from django.core.mail.backends import locmem, smtp

from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.given_names import did_you_mean
from timeskip.latest import Latest
from timeskip.smtp import Conversation, Reply
from timeskip.stand_ins import StandIn

# Headers that take one line. To parse all of them takes longer than most of what an e-mail costs a story.
SUBJECT, MESSAGE_ID = (
    re.compile(rb"(?mi)^%s:(?:([ -~]*)\r\n(?![ \t]))?" % name) for name in (b"subject", b"message-id")
)


@dataclass(frozen=True)
class Email:
    """One e-mail as it arrived: `to` is the address as it travels, `content` all of it, headers included."""

    at: datetime
    to: str
    content: bytes

    @cached_property
    def subject(self) -> str:
        line = self._line(SUBJECT)
        if line is not None and "=?" not in line:
            return line
        return str(make_header(decode_header("".join(self._headers["Subject"].splitlines())))).strip()

    @cached_property
    def message_id(self) -> str:
        return self._line(MESSAGE_ID) or (self._headers["Message-ID"] or "").strip()

    @property
    def text(self) -> str:
        """The plain text, without the line break at its end."""
        return self._part("text/plain") or ""

    @property
    def html(self) -> str | None:
        """The HTML alternative, where there is one."""
        return self._part("text/html")

    @cached_property
    def message(self) -> EmailMessage:
        """All of it as Python's own message, with its headers and attachments."""
        return message_from_bytes(self.content, policy=policy.default)  # type: ignore[return-value]

    def _line(self, header: re.Pattern[bytes]) -> str | None:
        """What a header says, where it takes one line of ASCII."""
        found = header.search(self.content, 0, self.content.find(b"\r\n\r\n") + 2)
        return found[1].decode().strip() if found and found[1] is not None else None

    @cached_property
    def _headers(self) -> Message:
        # Every e-mail's subject is read, and few of their bodies are.
        return message_from_bytes(re.split(rb"\r?\n\r?\n", self.content, maxsplit=1)[0])

    @cached_property
    def _parsed(self) -> Message:
        # The older interface of `email` reads a message ten times faster.
        return message_from_bytes(self.content)

    def _part(self, kind: str) -> str | None:
        for part in self._parsed.walk():
            if part.get_content_type() == kind and part.get_filename() is None:
                content: Any = part.get_payload(decode=True)
                text = content.decode(part.get_content_charset() or "ascii", "replace")
                return text.replace("\r\n", "\n").removesuffix("\n")
        return None


class Mail(Declared):
    """What has been delivered, and the failures that a test gives to those who send."""

    is_up: bool
    delivered: list[Email]

    def __init__(self, clock: Clock, evidence: Evidence) -> None:
        self._clock, self._evidence = clock, evidence
        self._refusals: dict[str | None, Reply] = {}
        self._attempts: Counter[str] = Counter()
        self._drops_next_reply = False
        self.is_up = True
        self.delivered: list[Email] = Latest(evidence.most_kept)
        self._unconfirmed: list[Email] = []

    def to(self, address: str) -> list[Email]:
        """Return what an address was sent, oldest first."""
        return [email for email in self.delivered if as_sent(email.to) == as_sent(address)]

    def attempts(self, address: str) -> int:
        """Return how often somebody wanted to send to an address, refused or not."""
        return self._attempts[as_sent(address)]

    def refuse(self, address: str | None = None, code: int = 550, reason: str = "No such mailbox") -> None:
        """Refuse an address, or every one: 550 for good, 451 for now."""
        self._refusals[address and as_sent(address)] = (code, reason)

    def accept(self, address: str | None = None) -> None:
        """Accept an address again; without one, every address. ValueError for an address that is not refused itself."""
        if address is None:
            self._refusals.clear()
        elif as_sent(address) in self._refusals:
            del self._refusals[as_sent(address)]
        else:
            refused = [each or "every address, which story.mail.accept() ends" for each in self._refusals]
            near = did_you_mean(as_sent(address), filter(None, self._refusals))
            raise ValueError(f"{address!r} is not refused.{near} Refused: {', '.join(refused) or 'none'}.")

    def drop_next_reply(self) -> None:
        """Deliver the next e-mail and break the connection before the sender hears of it."""
        self._drops_next_reply = True

    @property
    def unconfirmed(self) -> tuple[Email, ...]:
        """What was delivered while it hung up instead of confirming that, oldest first."""
        return tuple(self._unconfirmed)

    @property
    def failures(self) -> Hashable:
        """What it fails at, so that two states can be compared."""
        return self.is_up, *sorted(map(str, self._refusals.items())), self._drops_next_reply

    @contextmanager
    def received(self) -> Iterator[None]:
        """While this lasts, what Django sends by SMTP, or to its own outbox, arrives here."""
        connect = property(lambda backend: partial(Conversation, self))
        with (
            StandIn(smtp.EmailBackend, "connection_class", connect),
            StandIn(locmem.EmailBackend, "send_messages", self._send_by_smtp()),
        ):
            yield

    # What a conversation asks for.

    def refusal_of(self, address: str) -> Reply | None:
        """Count an attempt; return what the server has against an address."""
        self._attempts[as_sent(address)] += 1
        refusal = self._refusals.get(as_sent(address)) or self._refusals.get(None)
        if refusal:
            self._evidence.add("e-mail", f"to {address} refused: {refusal[0]} {refusal[1]}")
        return refusal

    def take(self, content: bytes, recipients: list[str]) -> bool:
        """Deliver an e-mail; False where the server hangs up instead of saying so."""
        answers, self._drops_next_reply = not self._drops_next_reply, False
        for address in recipients:
            email = Email(self._clock.now(), address, content)
            self.delivered.append(email)
            if not answers:
                self._unconfirmed.append(email)
            self._evidence.add("e-mail", f"to {email.to}: {email.subject}", email)
        return answers

    def _send_by_smtp(self) -> Callable[..., int]:
        """Let what goes to Django's outbox take the way of production; the outbox gets it as well."""

        def send_messages(backend: Any, messages: list[mail.EmailMessage]) -> int:
            sender = smtp.EmailBackend(
                username="", password="", use_tls=False, use_ssl=False, fail_silently=_is_silent(backend)
            )
            return sum(self._send(sender, message) for message in messages)

        return send_messages

    def _send(self, sender: smtp.EmailBackend, message: mail.EmailMessage) -> int:
        latest_before = self._latest
        try:
            return sender.send_messages([message])
        finally:
            if self._latest is not latest_before:
                mail.outbox.append(_as_it_is_now(message))

    @property
    def _latest(self) -> Email | None:
        return self.delivered[-1] if self.delivered else None


def as_sent(address: str) -> str:
    """Return the form in which Django sends to an address, in lower case."""
    local, at, domain = address.lower().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{local}{at}{domain}"


def _is_silent(backend: Any) -> bool:
    # From Django 6.1 on the base class keeps it under another name, and warns about the old one.
    state = vars(backend)
    return bool(state.get("fail_silently", state.get("_fail_silently")))


def _as_it_is_now(message: mail.EmailMessage) -> mail.EmailMessage:
    """Copy a message, because code may change it and send it again; its connection cannot be copied."""
    sent = copy.copy(message)
    for name in ("to", "cc", "bcc", "reply_to", "attachments", "alternatives", "extra_headers"):
        if name in vars(sent):
            setattr(sent, name, copy.copy(getattr(sent, name)))
    return sent
