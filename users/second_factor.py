"""The second factor: a code of six digits from an app, or a recovery code. django-otp keeps both."""

import hashlib
from base64 import b32encode
from binascii import unhexlify
from enum import Enum
from secrets import token_bytes

import django_otp
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from users.backends import attempt_of
from users.models import User
from users.preferences import STAFF
from users.refusals import SecondFactorRequired, WrongCode
from users.security_log import account_name, security_event

RECOVERY_CODES = 10
DIGITS = 6


class Step(Enum):
    """What is still missing after the right password."""

    NONE = "none"
    CODE = "code"
    SET_UP = "set up"


def is_required(user: User) -> bool:
    """Whether this person may not log in without a second factor."""
    # A word that is misspelt asks for too much rather than too little.
    return settings.SECOND_FACTOR != "enrolled" and user.role in STAFF


def is_set_up(user: User) -> bool:
    """Whether this person has an app that gives codes."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).exists()


def step_after_password(user: User) -> Step:
    """What to ask for before the log-in is complete."""
    if is_set_up(user):
        return Step.CODE
    return Step.SET_UP if is_required(user) else Step.NONE


def codes_left(user: User) -> int:
    """How many recovery codes somebody has not used yet."""
    return sum(device.token_set.count() for device in StaticDevice.objects.devices_for_user(user))


def verify(*, user: User, code: str, request: HttpRequest | None) -> bool:
    """Whether a code is right; each works once. A wrong one counts as a wrong try."""
    account = account_name(user.pk)
    attempt = attempt_of(account, request)
    typed = "".join(code.split()).replace("-", "").lower()
    if attempt.allowed and user.is_active and _matches(user, typed):
        attempt.forgive()
        return True
    why = "wrong code" if attempt.allowed else "locked"
    security_event("second factor failed", account=account, request=request, warn=True, why=why)
    return False


def new_key() -> str:
    """A new secret for an app, in hexadecimal digits."""
    return random_hex(20)


def key_in_words(key: str) -> str:
    """The key as people type it into an app: base 32, in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def key_as_picture(user: User, key: str) -> str:
    """The key as a QR code: the address of an SVG picture that holds its own data."""
    # Slow to import, and only the page that sets up a second factor needs it.
    import segno

    return segno.make(TOTPDevice(user=user, key=key).config_url).svg_data_uri(scale=5, border=2)


@transaction.atomic
def set_up(
    *, user: User, key: str, code: str, request: HttpRequest | None, replace: bool = True
) -> list[str]:
    """Make an app with this key somebody's second factor. Returns the recovery codes.

    Raises WrongCode where the app shows another code, or where there is an app that is not to be replaced.
    """
    # Of two who set one up at once, the second waits and finds the first one's.
    User.objects.select_for_update().get(pk=user.pk)
    if not replace and is_set_up(user):
        raise WrongCode
    _remove(user)
    if not TOTPDevice.objects.create(user=user, key=key, name="app").verify_token(code.strip()):
        raise WrongCode
    security_event("second factor set up", account=account_name(user.pk), request=request)
    return _new_codes(user)


@transaction.atomic
def recovery_codes_renew(*, user: User, request: HttpRequest | None) -> list[str]:
    """Replace somebody's recovery codes. Returns the new ones, which are not kept in clear."""
    StaticDevice.objects.filter(user=user).delete()
    security_event("recovery codes renewed", account=account_name(user.pk), request=request)
    return _new_codes(user)


@transaction.atomic
def switch_off(*, user: User, request: HttpRequest | None) -> None:
    """Log in by password alone from now on. Raises SecondFactorRequired where the role has to have one."""
    if is_required(user):
        raise SecondFactorRequired
    _remove(user)
    security_event("second factor switched off", account=account_name(user.pk), request=request)


@transaction.atomic
def reset(*, user: User, by: User) -> None:
    """An admin takes away a second factor that was lost; its owner is logged out."""
    _remove(user)
    user.logins_end(why="second factor reset")
    security_event("second factor reset", account=account_name(user.pk), by=account_name(by.pk))


def _matches(user: User, typed: str) -> bool:
    kind = TOTPDevice if len(typed) == DIGITS else StaticDevice
    code = typed if kind is TOTPDevice else _digest(typed)
    device = kind.objects.devices_for_user(user, confirmed=True).first()
    return device is not None and django_otp.verify_token(user, device.persistent_id, code) is not None


def _remove(user: User) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def _new_codes(user: User) -> list[str]:
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [b32encode(token_bytes(10)).decode().lower()[:12] for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_digest(code))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def _digest(code: str) -> str:
    # Sixty random bits are too many to try; the column takes sixteen characters.
    return hashlib.sha256(code.encode()).hexdigest()[:16]
