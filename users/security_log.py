"""One log line for each log-in event. No password, code or token; no e-mail address in clear."""

import json
import logging

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from users.addresses import address_key
from users.attempts import client_address

logger = logging.getLogger("users.security")


def security_event(
    event: str, *, account: str, request: HttpRequest | None = None, warn: bool = False, **facts: object
) -> None:
    """Log an event, such as “log-in failed”, with the account, the client's address and a few plain facts."""
    said = {"account": account, "client": client_address(request), **facts}
    logger.log(logging.WARNING if warn else logging.INFO, "%s %s", event, json.dumps(said))


def account_name(user_id: int | None, typed: str = "") -> str:
    """What an account is called in the log and the counts: its id, or a keyed hash of an unknown address."""
    if user_id is not None:
        return f"user-{user_id}"
    return f"unknown-{salted_hmac('users.security_log', address_key(typed)).hexdigest()[:12]}"
