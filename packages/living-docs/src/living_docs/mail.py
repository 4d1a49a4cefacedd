"""E-mails as their reader sees them."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

# Headers that differ from copy to copy.
OF_THE_COPY = re.compile(rb"(?im)^(message-id|date):.*$|={5,}\d+={2,}")


@dataclass(frozen=True)
class Letter:
    """An e-mail: sender, recipients, subject and contents."""

    sender: str
    to: str
    subject: str
    text: str
    html: str


class Letters:
    """Reads e-mails; copies that differ only in date and id are read once."""

    def __init__(self) -> None:
        self._read: dict[bytes, Letter] = {}

    def read(self, data: bytes) -> Letter:
        """The e-mail in these bytes (RFC 5322)."""
        key = OF_THE_COPY.sub(b"", data)
        if key not in self._read:
            self._read[key] = _letter(message_from_bytes(data, policy=policy.default))
        return self._read[key]


def _letter(message: EmailMessage) -> Letter:
    return Letter(
        sender=_header(message, "from"),
        to=_header(message, "to"),
        subject=_header(message, "subject"),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except (LookupError, ValueError, AttributeError):  # invalid addresses
        value = next(str(raw) for key, raw in message.raw_items() if key.lower() == name)
    return " ".join(value.split())


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return part.get_content()
    except (LookupError, ValueError):  # unknown encoding
        return (part.get_payload(decode=True) or b"").decode(errors="replace")
