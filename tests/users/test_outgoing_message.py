"""An e-mail leaves as Django would write it."""

import re

import pytest
from django.core.mail import EmailMultiAlternatives

from users.outgoing_message import OutgoingMessage

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
ADDRESSES = ["omar@example.com", "Ömar <omar@example.com>", f"{'a' * 60}@{'b' * 60}.example.com"]


def sent(kind: type[EmailMultiAlternatives], subject: str, address: str) -> bytes:
    """The message as it travels, with its boundary and moment left out."""
    message = kind(
        subject=subject,
        body=f"Hello\nFrom here\n.\n{'x' * 1200}é",
        to=[address],
        headers={"Message-ID": "<1@harbour.example>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative("<p>é</p>", "text/html")
    content = message.message().as_bytes(linesep="\r\n")
    boundary = re.search(rb'boundary="([^"]+)"', content)[1]
    return re.sub(rb"Date: .*", b"", content).replace(boundary, b"the boundary")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_is_djangos_to_the_byte(subject, address):
    assert sent(OutgoingMessage, subject, address) == sent(EmailMultiAlternatives, subject, address)


def test_two_messages_have_two_boundaries():
    messages = [OutgoingMessage(body="text") for _ in range(2)]
    for message in messages:
        message.attach_alternative("<p>text</p>", "text/html")
    first, second = (message.message().get_boundary() for message in messages)
    assert first != second


def test_a_message_of_one_part_has_no_boundary():
    assert OutgoingMessage(body="text").message().get_boundary() is None
