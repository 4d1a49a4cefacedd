"""An e-mail fares the same in the embedded mailbox and over a socket to a real SMTP server."""

import smtplib
from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings
from features.support.mailbox import EmailBackend, Mailbox
from features.support.stacks.live.mail import MailServer, ServedMailbox
from timeskip.stacks.processes import free_port

from features.support.evidence import Evidence

EMBEDDED = "features.support.mailbox.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(scope="module")
def server():
    port = free_port()
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        server = MailServer(port)
        server.start()
        yield server
        server.stop()


def outcome(mailbox: Mailbox, backend: str, address: str, text: str) -> tuple:
    """What became of an e-mail: the error, what arrived, and the bytes that arrived."""
    message = EmailMultiAlternatives(
        "Größe", text, to=[address], headers={"Message-ID": "<1@harbour.example>"}
    )
    message.attach_alternative(f"<p>{text}</p>", "text/html")
    error = None
    try:
        get_connection(backend).send_messages([message])
    except (smtplib.SMTPException, ValueError, OSError) as raised:
        error = (type(raised), str(raised))
    contents = [entry.file.content() for entry in mailbox._evidence.entries]
    stripped = [line for content in contents for line in content.splitlines() if b"===" not in line]
    undated = [line for line in stripped if not line.startswith(b"Date:")]
    return error, [replace(one, at=None) for one in mailbox.delivered], undated


def both(server: MailServer, address: str, text: str = "Hello\n.\n..dots\nend", trouble=lambda mailbox: None):
    EmailBackend.mailbox = Mailbox(Evidence())
    served = ServedMailbox(Evidence(), server)
    trouble(EmailBackend.mailbox)
    trouble(served)
    embedded = outcome(EmailBackend.mailbox, EMBEDDED, address, text)
    return embedded, outcome(served, SMTP, address, text)


@pytest.mark.parametrize(
    "address",
    [
        "omar@example.com",
        "Omar@Example.COM",
        "o'mar+loan@example.co.uk",
        "omar@münchen.example",
        "omar@xn--mnchen-3ya.example",
        "omar@straße.example",
        "Omar <omar@example.com>",
    ],
)
def test_an_address_that_django_sends_to_arrives_alike(server, address):
    embedded, served = both(server, address)
    assert embedded == served
    assert embedded[0] is None
    assert len(embedded[1]) == 1


@pytest.mark.parametrize(
    "address",
    ["omar@example..com", "omar@example.com, eve@example.com", "omar@example.com\nBcc: a@b.example"],
)
def test_an_address_that_django_refuses_fails_alike(server, address):
    embedded, served = both(server, address)
    assert embedded == served
    assert embedded[0][0] is ValueError
    assert embedded[1] == []


@pytest.mark.parametrize(
    "trouble",
    [
        lambda mailbox: mailbox.refuse_for_now(),
        lambda mailbox: mailbox.refuse_for_good("omar@MÜNCHEN.example"),
    ],
)
def test_a_refused_recipient_is_refused_alike(server, trouble):
    embedded, served = both(server, "omar@münchen.example", trouble=trouble)
    assert embedded == served
    assert embedded[0][0] is smtplib.SMTPRecipientsRefused


def test_a_server_that_hangs_up_has_the_email_all_the_same(server):
    embedded, served = both(server, "omar@example.com", trouble=lambda mailbox: mailbox.break_off_once())
    assert embedded[0][0] is served[0][0] is smtplib.SMTPServerDisconnected
    assert embedded[1:] == served[1:]
    assert len(embedded[1]) == 1


def test_a_server_that_is_down_refuses_the_connection(server):
    EmailBackend.mailbox = Mailbox(Evidence())
    EmailBackend.mailbox.up = False
    server.stop()
    try:
        errors = [
            outcome(EmailBackend.mailbox, name, "omar@example.com", "Hello")[0] for name in (EMBEDDED, SMTP)
        ]
    finally:
        server.start()
    assert errors[0] == errors[1] == (ConnectionRefusedError, "[Errno 111] Connection refused")
