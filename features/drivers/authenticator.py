"""What an authenticator app on a phone does with a key: RFC 6238, with nothing of the CRM's."""

import hmac
from base64 import b32decode

from django.utils import timezone

STEP = 30  # seconds that a code is shown for


def code_of(key: str) -> str:
    """The code that the app shows now, for a key in base 32 as it was typed in."""
    counter = int(timezone.now().timestamp()) // STEP
    digest = hmac.digest(b32decode(key.replace(" ", "")), counter.to_bytes(8), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
