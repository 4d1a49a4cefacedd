"""smtplib's side of SMTP, answered by the story's mail server instead of a socket."""

import re
import smtplib
from typing import Any, Protocol

# What a mail server answers: a code and words.
Reply = tuple[int, str]
ACCEPTED: Reply = (250, "OK")
GO_ON: Reply = (354, "End data with <CR><LF>.<CR><LF>")
END = b"\r\n.\r\n"


class MailServer(Protocol):
    """What a conversation asks the mail server at its other end."""

    is_up: bool

    def refusal_of(self, address: str) -> Reply | None: ...

    def take(self, content: bytes, recipients: list[str]) -> bool: ...


class Conversation(smtplib.SMTP):
    """One connection to the mail server. Up to the wire everything is smtplib's, as in production."""

    def __init__(self, mail: MailServer, host: str, port: int, *, context: Any = None, **options: Any) -> None:
        self._mail = mail
        self._recipients: list[str] = []
        self._reply: Reply | None = ACCEPTED
        # Where the settings name no server, smtplib would not connect at all.
        super().__init__(host or "mail", port, **options)

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        if not self._mail.is_up:
            raise ConnectionRefusedError(111, "Connection refused")
        return 220, b"ready"

    def starttls(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Nothing is on its way, so nothing is encrypted."""
        return 220, b"ready"

    def login(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Accept any password."""
        return 235, b"welcome"

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
        """Answer a command or a whole e-mail; None where the server hangs up."""
        if line.endswith(END):
            return ACCEPTED if self._mail.take(_unstuffed(line), self._recipients) else None
        command = line[:4].lower()
        if command == b"mail":
            self._recipients = []
        elif command == b"rcpt":
            address = line.partition(b"<")[2].partition(b">")[0].decode()
            if refusal := self._mail.refusal_of(address):
                return refusal
            self._recipients.append(address)
        return GO_ON if command == b"data" else ACCEPTED


def _unstuffed(data: bytes) -> bytes:
    """Take off the dots that SMTP adds: a last line, and one before each dot that begins a line."""
    return re.sub(rb"(?m)^\.\.", b".", data.removesuffix(b".\r\n"))
