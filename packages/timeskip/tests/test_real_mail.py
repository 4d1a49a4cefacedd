"""An e-mail fares alike in a story's mailbox and over a socket to a real SMTP server."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings

from timeskip.clocks import Clock, clock_named
from timeskip.evidence import Evidence
from timeskip.mail import Mail

pytest.importorskip("aiosmtpd", reason="The real stack needs aiosmtpd: pip install timeskip[stacks]")

from timeskip.stacks.processes import free_port
from timeskip.stacks.real.mail_server import MailServer, RealMail

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TEXT = "Hello\n.\n..dots\nend"


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    port = free_port()
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        server = MailServer(port)
        server.start()
        yield server
        server.stop()


@pytest.fixture
def standing() -> Iterator[Clock]:
    standing = clock_named(None)
    standing.start(datetime(2025, 3, 3, tzinfo=UTC))
    yield standing
    standing.stop()


def outcome(mail: Mail, address: str) -> tuple[Any, list, list, list[str]]:
    """What became of an e-mail: the error, who got what, and the entries of the timeline."""
    message = EmailMultiAlternatives("Größe", TEXT, to=[address], headers={"Message-ID": "<1@example.com>"})
    message.attach_alternative(f"<p>{TEXT}</p>", "text/html")
    error = None
    try:
        get_connection(SMTP).send_messages([message])
    except (smtplib.SMTPException, ValueError, OSError) as raised:
        error = (type(raised), str(raised))
    lines = [line for email in mail.delivered for line in email.content.splitlines() if b"===" not in line]
    read = [(email.at, email.to, email.subject, email.text, email.html) for email in mail.delivered]
    return error, read, lines, [str(entry) for entry in mail._evidence.entries]


def both(server: MailServer, clock: Clock, address: str, fail: Callable[[Mail], Any] = lambda mail: None) -> Any:
    embedded = Mail(clock, Evidence(clock))
    fail(embedded)
    with embedded.received():
        in_process = outcome(embedded, address)
    real = RealMail(server, clock, Evidence(clock))
    fail(real)
    return in_process, outcome(real, address)


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
def test_an_address_that_django_sends_to_arrives_alike(server: MailServer, standing: Clock, address: str) -> None:
    embedded, real = both(server, standing, address)
    assert embedded == real
    assert embedded[0] is None
    assert len(embedded[1]) == 1


@pytest.mark.parametrize(
    "address", ["omar@example..com", "omar@example.com, eve@example.com", "omar@example.com\nBcc: a@b.example"]
)
def test_an_address_that_django_refuses_fails_alike(server: MailServer, standing: Clock, address: str) -> None:
    embedded, real = both(server, standing, address)
    assert embedded == real
    assert embedded[0][0] is ValueError
    assert embedded[1] == []


@pytest.mark.parametrize(
    "refuse", [lambda mail: mail.refuse(code=451, reason="Later"), lambda mail: mail.refuse("omar@MÜNCHEN.example")]
)
def test_a_refused_recipient_is_refused_alike(server: MailServer, standing: Clock, refuse: Any) -> None:
    embedded, real = both(server, standing, "omar@münchen.example", refuse)
    assert embedded == real
    assert embedded[0][0] is smtplib.SMTPRecipientsRefused


def test_a_server_that_hangs_up_has_the_email_all_the_same(server: MailServer, standing: Clock) -> None:
    embedded, real = both(server, standing, "omar@example.com", lambda mail: mail.drop_next_reply())
    assert embedded[0][0] is real[0][0] is smtplib.SMTPServerDisconnected
    assert embedded[1:] == real[1:]
    assert len(embedded[1]) == 1


def test_a_server_that_is_down_refuses_the_connection(server: MailServer, standing: Clock) -> None:
    def go_down(mail: Mail) -> None:
        mail.is_up = False

    try:
        embedded, real = both(server, standing, "omar@example.com", go_down)
    finally:
        server.start()
    assert embedded[0] == real[0] == (ConnectionRefusedError, "[Errno 111] Connection refused")


def test_an_error_in_the_server_itself_is_raised(server: MailServer, standing: Clock) -> None:
    real = RealMail(server, standing, Evidence(standing))
    real.take = lambda content, recipients: 1 / 0  # type: ignore[method-assign, assignment, return-value]
    assert outcome(real, "omar@example.com")[0][0] is smtplib.SMTPDataError
    with pytest.raises(ZeroDivisionError):
        real.check()
    real.check()
