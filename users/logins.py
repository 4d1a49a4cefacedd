"""Who is logged in with a session, read without changing the session."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from users.models import User


@dataclass(frozen=True)
class Login:
    """A person, the session they are logged in with, and when that session expires."""

    user: User
    session_key: str
    ends: datetime


def login_of(session_key: str) -> Login | None:
    """The login behind a session; None where it is unknown, expired, outdated, or its user is inactive.

    Django's and Channels' own `get_user` delete or replace a session that does not match. A socket has no way
    to hand the browser another cookie, so this only reads.
    """
    if not is_session_key(session_key):
        return None
    session = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).first()
    data = session.get_decoded() if session else {}
    if data.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = User.objects.filter(pk=data.get(SESSION_KEY), is_active=True).first()
    if user is None or not _is_hash_of(user, data.get(HASH_SESSION_KEY, "")):
        return None
    return Login(user, session_key, session.expire_date)


def is_session_key(text: str) -> bool:
    """Whether a cookie could be a session's key; what could not needs no query."""
    return len(text) <= 40 and text.isascii() and text.isalnum()


def _is_hash_of(user: User, given: str) -> bool:
    # The fallbacks are those of SECRET_KEY_FALLBACKS: sessions outlive a rotated key.
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, one) for one in hashes)
