"""The e-mails that leave while `manage.py serve` runs: kept in memory, for its page of e-mails."""

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

MOST_KEPT = 200
_numbers = itertools.count(1)


@dataclass(frozen=True)
class KeptEmail:
    """One e-mail as it left."""

    number: int
    left_at: datetime
    to: str
    subject: str
    text: str
    html: str


# Oldest first.
kept: deque[KeptEmail] = deque(maxlen=MOST_KEPT)


class KeptEmails(BaseEmailBackend):
    """Keeps what is sent instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept.extend(_as_kept(message) for message in email_messages)
        return len(email_messages)


def _as_kept(message: Any) -> KeptEmail:
    html = [text for text, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
    return KeptEmail(
        number=next(_numbers),
        left_at=timezone.now(),
        to=", ".join(message.to),
        subject=message.subject,
        text=message.body,
        html=html[0] if html else "",
    )
