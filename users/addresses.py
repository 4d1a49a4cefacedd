"""E-mail addresses: how one travels, which two are the same, and which are refused."""

import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from common.refusals import Refusal
from users.refusals import InvalidAddress, LocalPartNotAscii

LONGEST = 254  # characters in all (RFC 5321, 4.5.3.1.3, less the angle brackets)
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1


def wire_form(address: str) -> str:
    """The address as mail servers take it: an international domain as punycode, in lower case.

    Raises LocalPartNotAscii or InvalidAddress for an address that must not be handed to a mail server.
    """
    require_ascii_local_part(address)
    local, _, domain = address.rpartition("@")
    try:
        wire = f"{local}@{_ascii(domain)}"
        validate_email(wire)
    except (idna.IDNAError, ValidationError) as error:
        raise InvalidAddress from error
    if len(wire) > LONGEST or len(local) > LONGEST_LOCAL_PART or not wire.isprintable():
        raise InvalidAddress
    return wire


def require_ascii_local_part(address: str) -> None:
    """Raise LocalPartNotAscii for ömar@example.com, which most mail servers cannot take."""
    if not address.rpartition("@")[0].isascii():
        raise LocalPartNotAscii


def address_key(address: str) -> str:
    """The same text for every spelling of one address: in any case, with the domain as typed or as punycode.

    Any text has a key, because a login form looks up what was typed.
    """
    try:
        return wire_form(address).lower()
    except Refusal:
        return address.lower()[:LONGEST]


def validate_address(address: str) -> None:
    """A model field's validator; raises ValidationError with the words of the refusal."""
    try:
        wire_form(address)
    except Refusal as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal


def _ascii(domain: str) -> str:
    domain = unicodedata.normalize("NFC", domain).lower()
    if domain.isascii() and "xn--" not in domain:
        return domain
    # Django converts by IDNA 2003, which turns straße.example into strasse.example: perhaps somebody else's.
    return idna.encode(domain).decode("ascii")
