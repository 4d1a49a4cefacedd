"""An e-mail as it leaves: as Django and Python would write it, in a fraction of the time."""

import re
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import formatdate
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

LONGEST_HEADER = 78  # characters; a longer header is folded
LONGEST_LINE = 998  # bytes (RFC 5322, 2.1.1); a longer line of the text is encoded
# Words with single spaces between them: nothing that a header's writer would encode, fold or change.
PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
PLAIN_ADDRESS = re.compile(r"(?P<name>(?:\w+ )+<)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?(name)>)", re.ASCII)

HEAD = """\
Content-Type: multipart/alternative;
 boundary="{boundary}"
MIME-Version: 1.0
{headers}
"""
PART = """\
--{boundary}
Content-Type: text/{kind}; charset="utf-8"
MIME-Version: 1.0
Content-Transfer-Encoding: {encoding}

{text}
"""


class WrittenMessage:
    """A message of which all is known; to write it is all that Django's backends ask of it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def as_bytes(self, *, linesep: str = "\n") -> bytes:
        """The whole message, headers included."""
        return self._text.replace("\n", linesep).encode()

    def get_charset(self) -> None:
        """Each part states its own."""


class OutgoingMessage(EmailMultiAlternatives):
    """One e-mail in text, with HTML as its only alternative."""

    def message(self) -> Message | WrittenMessage:
        """The message: written at once where nothing in it has to be encoded or folded, else by Django."""
        headers = {
            "Subject": self.subject,
            "From": self.from_email,
            "To": ", ".join(self.to),
            "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
            **self.extra_headers,
        }
        texts = [self.body, *(html for html, _ in self.alternatives)]
        if not (self._is_plain(headers) and all(map(_has_short_lines, texts))):
            return super().message()
        boundary = f"==={uuid4().hex}==="
        subject = _folded("Subject", headers.pop("Subject"))
        head = subject + "".join(f"{name}: {value}\n" for name, value in headers.items())
        parts = [_part(boundary, *part) for part in zip(("plain", "html"), texts, strict=True)]
        head = HEAD.format(boundary=boundary, headers=head)
        return WrittenMessage(f"{head}{''.join(parts)}--{boundary}--\n")

    def _is_plain(self, headers: dict[str, str]) -> bool:
        addresses = (self.from_email, *self.to)
        return all(map(PLAIN_ADDRESS.fullmatch, addresses)) and all(
            PLAIN.fullmatch(value) and (name == "Subject" or _fits(name, value))
            for name, value in headers.items()
        )


def _fits(name: str, value: str) -> bool:
    return len(name) + len(value) + 2 <= LONGEST_HEADER


def _folded(name: str, value: str) -> str:
    if _fits(name, value):
        return f"{name}: {value}\n"
    # Django folds it before Python does.
    return compat32.fold(name, Header(value).encode())


def _has_short_lines(text: str) -> bool:
    # Django leaves an empty text out.
    return 0 < max(map(len, text.encode().splitlines()), default=0) <= LONGEST_LINE


def _part(boundary: str, kind: str, text: str) -> str:
    encoding = "7bit" if text.isascii() else "8bit"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return PART.format(boundary=boundary, kind=kind, encoding=encoding, text=text)
