"""Kinds of error of e-mails, and trying many e-mails again."""

import smtplib
import ssl

import pytest
from django.utils import timezone

from tests.rows import row
from users import mail_server
from users.email_errors import BY_KIND, EMAIL_ERRORS, error_of, with_error_kind
from users.models import EmailDelivery
from users.outbox import retry_emails, retry_failed_emails
from users.refusals import InvalidAddress, NoEmailSelected, NothingToRetry
from users.selectors import failed_emails_by_error

ERRORS = [
    (smtplib.SMTPRecipientsRefused({"omar@example.com": (550, b"Unknown")}), "address"),
    (InvalidAddress(), "address"),
    (smtplib.SMTPSenderRefused(550, b"No", "us@example.com"), "sender"),
    (smtplib.SMTPAuthenticationError(535, b"No"), "sender"),
    (ConnectionRefusedError(111, "Connection refused"), "server"),
    (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "server"),
    (smtplib.SMTPConnectError(421, b"Busy"), "server"),
    (TimeoutError("timed out"), "server"),
    (ssl.SSLError("bad"), "server"),
    (smtplib.SMTPDataError(554, b"Spam"), "message"),
    (ValueError("odd"), "other"),
]

pytestmark = pytest.mark.django_db


def failed(error: str, **fields) -> EmailDelivery:
    return row(EmailDelivery, state="failed", attempts=6, last_error=error, **fields)


@pytest.mark.parametrize(("error", "kind"), ERRORS, ids=lambda one: type(one).__name__)
def test_kind_of_an_error_of_the_mail_server(error, kind):
    # As users/mail_server.py writes it.
    text = mail_server._text_of(error)
    email = failed(text)
    assert error_of(text).kind == kind
    assert with_error_kind(EmailDelivery.objects.all()).get(pk=email.pk).error_kind == kind


def test_beginnings_of_two_kinds_do_not_overlap():
    starts = [(start, one.kind) for one in EMAIL_ERRORS for start in one.starts]
    for start, kind in starts:
        assert error_of(f"{start}: more").kind == kind
    assert len(BY_KIND) == len(EMAIL_ERRORS) + 1


def test_e_mails_are_counted_by_kind_without_those_that_cannot_be_sent_again():
    failed("TimeoutError: a")
    failed("OSError: b")
    failed("OSError: b", context=None)
    failed("ValueError: c")
    row(EmailDelivery, state="queued", last_error="TimeoutError: a")
    assert failed_emails_by_error() == {"server": 2, "other": 1}


def test_selected_e_mails_are_tried_again(django_capture_on_commit_callbacks):
    given_up, waiting = failed("TimeoutError: a"), row(EmailDelivery, state="unknown")
    sent, gone = row(EmailDelivery, state="sent"), failed("TimeoutError: a", context=None)
    with django_capture_on_commit_callbacks() as queued:
        assert retry_emails(delivery_ids=[one.pk for one in (given_up, waiting, sent, gone)]) == 2
    assert len(queued) == 1
    states = [EmailDelivery.objects.get(pk=one.pk).state for one in (given_up, waiting, sent, gone)]
    assert states == ["queued", "unknown", "sent", "failed"]
    assert EmailDelivery.objects.get(pk=given_up.pk).next_attempt_at <= timezone.now()


def test_all_of_one_kind_are_tried_again_once():
    first, other = failed("TimeoutError: a"), failed("ValueError: c")
    assert retry_failed_emails(kind="server") == 1
    with pytest.raises(NothingToRetry):
        retry_failed_emails(kind="server")
    assert EmailDelivery.objects.get(pk=first.pk).state == "queued"
    assert EmailDelivery.objects.get(pk=other.pk).state == "failed"


def test_none_selected():
    with pytest.raises(NoEmailSelected):
        retry_emails(delivery_ids=[])


def test_none_of_the_selected_can_be_sent_again():
    with pytest.raises(NothingToRetry):
        retry_emails(delivery_ids=[row(EmailDelivery, state="sent").pk, 10**17])
