"""An e-mail leaves as Django would write it."""

import re

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.test import override_settings

from users.outgoing_message import OutgoingMessage, WrittenMessage

BOUNDARY = re.compile(rb'boundary="([^"]+)"')
SUBJECTS = [
    "Your repayment of $1,250.00 is due",
    "Überfällig: €1,250.00",
    "a word " * 20,
    "word" * 40,
    "two  spaces",
    " a space before and after ",
    "=?utf-8?q?not encoded?=",
    "",
]
ADDRESSES = [
    "omar@example.com",
    "O.Mar+loan@Mail.Example.com",
    "o'mar@example.com",
    "Omar Haddad <omar@example.com>",
    '"Haddad, Omar" <omar@example.com>',
    "Ömar <omar@example.com>",
    f"{'a' * 60}@{'b' * 60}.example.com",
    "omar@xn--strae-oqa.example",
]
TEXTS = [
    "Hello\nFrom here\n.\n",
    "Größe\r\nand\rmore \n\n\n",
    "",
    "x" * 998,
    "x" * 999,
    "é" * 500,
    "one\u2028line",
]


def message_of(
    kind: type[EmailMultiAlternatives], subject: str = "Due", address: str = ADDRESSES[0], body: str = "text"
) -> EmailMultiAlternatives:
    message = kind(
        subject=subject,
        body=body,
        to=[address],
        headers={"Message-ID": "<1@harbour.example>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative("<p>é</p>", "text/html")
    return message


def sent(*args, **kwargs) -> bytes:
    """A message as it travels, with its boundary and moment left out."""
    content = message_of(*args, **kwargs).message().as_bytes(linesep="\r\n")
    boundary = BOUNDARY.search(content)[1]
    return re.sub(rb"Date: .*", b"", content).replace(boundary, b"the boundary")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_is_djangos_to_the_byte(subject, address):
    assert sent(OutgoingMessage, subject, address) == sent(EmailMultiAlternatives, subject, address)


@pytest.mark.parametrize("body", TEXTS)
def test_so_is_its_text(body):
    assert sent(OutgoingMessage, body=body) == sent(EmailMultiAlternatives, body=body)


@override_settings(DEFAULT_FROM_EMAIL='"Harbour, Lending" <no-reply@harbour.example>')
def test_so_is_a_sender_whose_name_has_to_be_quoted():
    assert sent(OutgoingMessage) == sent(EmailMultiAlternatives)


def test_an_ordinary_message_is_written_at_once():
    assert isinstance(message_of(OutgoingMessage, body="é").message(), WrittenMessage)


def test_two_messages_have_two_boundaries():
    first, second = (message_of(OutgoingMessage).message().as_bytes() for _ in range(2))
    assert BOUNDARY.search(first)[1] != BOUNDARY.search(second)[1]


def test_a_subject_cannot_forge_a_header():
    with pytest.raises(BadHeaderError):
        message_of(OutgoingMessage, subject="Due\nBcc: all@example.com").message()
