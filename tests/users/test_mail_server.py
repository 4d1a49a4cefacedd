"""What the SMTP server's answers mean for the next attempt."""

import smtplib
import socket

import pytest
from django.core.mail import BadHeaderError, EmailMessage

from users.mail_server import Answer, MailServer

DOWN = ConnectionRefusedError(111, "Connection refused")


class Connection:
    """Replaces Django's SMTP connection: raises the given errors, and counts calls."""

    def __init__(self, *, opening: Exception | None = None, sending: Exception | None = None):
        self.opening, self.sending = opening, sending
        self.asked: list[str] = []
        self.messages: list[str] = []

    def open(self):
        self.asked.append("open")
        if self.opening:
            raise self.opening

    def send_messages(self, messages):
        self.asked.append("send")
        if self.sending:
            raise self.sending
        self.messages += [message.subject for message in messages]

    def close(self):
        self.asked.append("close")


@pytest.fixture
def connect(monkeypatch):
    """Puts a connection with some trouble in the place of the real one."""

    def put(**trouble) -> Connection:
        connection = Connection(**trouble)
        monkeypatch.setattr("users.mail_server.get_connection", lambda: connection)
        return connection

    return put


def message(subject="a message", to="omar@example.com") -> EmailMessage:
    return EmailMessage(subject, to=[to])


def answer(**fields):
    with MailServer() as server:
        return server.hand_over(message(**fields))


def refused_recipient(code: int, text: bytes = b"Sorry") -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"omar@example.com": (code, text)})


def test_accepted_email_is_sent(connect):
    connection = connect()
    outcome = answer()
    assert (outcome.answer, outcome.error) == (Answer.ACCEPTED, "")
    assert connection.messages == ["a message"]
    assert connection.asked == ["open", "send", "close"]


@pytest.mark.parametrize(
    "error",
    [
        DOWN,
        TimeoutError("timed out"),
        socket.gaierror(-2, "Name or service not known"),
        smtplib.SMTPConnectError(554, b"No SMTP service here"),
        smtplib.SMTPHeloError(550, b"Go away"),
        # Even for good: it is our password that is wrong, and not the e-mail.
        smtplib.SMTPAuthenticationError(535, b"Authentication failed"),
        smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
        smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."),
        UnicodeEncodeError("ascii", "pässword", 1, 2, "a password that SMTP cannot say"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_unreachable_server_is_retried(connect, error):
    connection = connect(opening=error)
    outcome = answer()
    assert outcome.answer is Answer.REFUSED_FOR_NOW
    assert outcome.error == f"{type(error).__name__}: {error}"
    assert "send" not in connection.asked


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (refused_recipient(421), Answer.REFUSED_FOR_NOW),
        (refused_recipient(451), Answer.REFUSED_FOR_NOW),
        (refused_recipient(499), Answer.REFUSED_FOR_NOW),
        (refused_recipient(500), Answer.REFUSED_FOR_GOOD),
        (refused_recipient(550), Answer.REFUSED_FOR_GOOD),
        (smtplib.SMTPSenderRefused(452, b"Full", "us@example.com"), Answer.REFUSED_FOR_NOW),
        (smtplib.SMTPSenderRefused(553, b"No", "us@example.com"), Answer.REFUSED_FOR_GOOD),
        (smtplib.SMTPDataError(450, b"Greylisted"), Answer.REFUSED_FOR_NOW),
        (smtplib.SMTPDataError(554, b"Spam"), Answer.REFUSED_FOR_GOOD),
        # The server may have taken it before the conversation broke off.
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), Answer.UNKNOWN),
        (TimeoutError("timed out"), Answer.UNKNOWN),
        (ConnectionResetError(104, "Connection reset by peer"), Answer.UNKNOWN),
        # It can't be put into SMTP's words, now or later.
        (smtplib.SMTPNotSupportedError("SMTPUTF8 not supported by server"), Answer.REFUSED_FOR_GOOD),
        (UnicodeEncodeError("ascii", "ö@example.com", 0, 1, "not in range"), Answer.REFUSED_FOR_GOOD),
        (BadHeaderError("Header values can't contain newlines"), Answer.REFUSED_FOR_GOOD),
    ],
    ids=lambda value: value.name if isinstance(value, Answer) else f"{type(value).__name__}",
)
def test_answer_of_each_smtp_error(connect, error, meaning):
    connect(sending=error)
    outcome = answer()
    assert outcome.answer is meaning
    assert outcome.error == f"{type(error).__name__}: {error}"


def test_temporary_refusal_of_one_recipient_is_retried(connect):
    both = smtplib.SMTPRecipientsRefused(
        {"omar@example.com": (550, b"No"), "nora@example.com": (451, b"Later")}
    )
    connect(sending=both)
    assert answer().answer is Answer.REFUSED_FOR_NOW


def test_unreachable_server_is_tried_once_per_conversation(connect):
    connection = connect(opening=DOWN)
    with MailServer() as server:
        outcomes = [server.hand_over(message(subject)) for subject in ("one", "two", "three")]
    assert {outcome.answer for outcome in outcomes} == {Answer.REFUSED_FOR_NOW}
    assert connection.asked == ["open", "close"]


def test_next_conversation_connects_again(connect):
    connection = connect(opening=DOWN)
    answer()
    connection.opening = None
    assert answer().answer is Answer.ACCEPTED


@pytest.mark.parametrize("error", [refused_recipient(550), smtplib.SMTPServerDisconnected("Gone")])
def test_after_an_error_the_next_message_goes_over_a_fresh_connection(connect, error):
    # What is left of the old one may still be in the middle of the last message.
    connection = connect(sending=error)
    with MailServer() as server:
        server.hand_over(message("one"))
        connection.sending = None
        outcome = server.hand_over(message("two"))
    assert outcome.answer is Answer.ACCEPTED
    assert connection.messages == ["two"]
    assert connection.asked == ["open", "send", "close", "open", "send", "close"]


def test_long_server_reply_is_truncated(connect):
    connect(sending=smtplib.SMTPDataError(554, b"x" * 500))
    outcome = answer()
    assert outcome.error.startswith("SMTPDataError: (554, ")
    assert len(outcome.error) == 200


def test_programming_error_is_raised(connect):
    connect(sending=KeyError("ours"))
    with pytest.raises(KeyError, match="ours"):
        answer()


def test_unreadable_reply_is_unknown(connect):
    connect(sending=smtplib.SMTPDataError(-1, b"gibberish"))
    assert answer().answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("omar@example..com", "InvalidAddress: This is not an e-mail address."),
        ("ömar@example.com", "LocalPartNotAscii: The part of an e-mail address before the @"),
    ],
)
def test_invalid_address_fails_without_a_connection(connect, address, reason):
    connection = connect(opening=DOWN)
    outcome = answer(to=address)
    assert outcome.answer is Answer.REFUSED_FOR_GOOD
    assert outcome.error.startswith(reason)
    assert connection.asked == ["close"]


def test_domain_is_sent_as_punycode(connect):
    connect()
    sent = message(to="omar@straße.example")
    with MailServer() as server:
        server.hand_over(sent)
    assert sent.to == ["omar@xn--strae-oqa.example"]
    assert sent.message()["To"] == "omar@xn--strae-oqa.example"
