"""Kinds of error of e-mails, and trying many e-mails again."""

import smtplib
import ssl
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.rows import row
from users import email_text, mail_server, retries
from users.email_errors import BY_KIND, EMAIL_ERRORS, error_of, with_error_kind
from users.models import EmailDelivery
from users.refusals import InvalidAddress, NoEmailSelected, NothingToRetry
from users.retries import Retried, retry_email, retry_emails, retry_failed_emails
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
        assert retry_emails(delivery_ids=[one.pk for one in (given_up, waiting, sent, gone)]) == Retried(2, 0)
    assert len(queued) == 1
    states = [EmailDelivery.objects.get(pk=one.pk).state for one in (given_up, waiting, sent, gone)]
    assert states == ["queued", "unknown", "sent", "failed"]
    assert EmailDelivery.objects.get(pk=given_up.pk).next_attempt_at <= timezone.now()


def test_all_of_one_kind_are_tried_again_once():
    first, other = failed("TimeoutError: a"), failed("ValueError: c")
    assert retry_failed_emails(kind="server") == Retried(1, 0)
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


class TestNoLongerToBeSent:
    @pytest.fixture
    def writer(self, monkeypatch):
        def register(write):
            monkeypatch.setitem(email_text._writers, "notice", write)

        return register

    def test_too_late(self):
        late = failed("OSError: b", expires_at=timezone.now() - timedelta(minutes=1))
        in_time = failed("OSError: b", expires_at=timezone.now() + timedelta(minutes=1))
        assert retry_failed_emails(kind="server") == Retried(again=1, expired=1)
        late.refresh_from_db()
        in_time.refresh_from_db()
        assert (late.state, late.last_error) == ("expired", "OSError: b")
        assert in_time.state == "queued"

    def test_reason_gone(self, writer, monkeypatch):
        dropped = []
        monkeypatch.setattr(retries.email_dropped, "send", lambda _, delivery: dropped.append(delivery.pk))
        writer(lambda one: None)
        gone = failed("OSError: b", template="notice")
        other = failed("OSError: b")
        assert retry_emails(delivery_ids=[gone.pk, other.pk]) == Retried(again=1, expired=1)
        assert retry_email(delivery_id=other.pk).state == "queued"
        assert dropped == [gone.pk]
        gone.refresh_from_db()
        assert (gone.state, gone.last_error) == ("expired", email_text.REASON_GONE)
        with pytest.raises(NothingToRetry):
            retry_email(delivery_id=gone.pk)

    def test_failing_writer_is_left_to_the_attempt(self, writer):
        @writer
        def fail(one):
            raise ValueError

        assert retry_email(delivery_id=failed("OSError: b", template="notice").pk).state == "queued"

    def test_worker_that_claims_it_meanwhile_has_it(self, writer):
        @writer
        def claimed(one):
            EmailDelivery.objects.filter(pk=one.pk).update(state="sending", attempts=7)

        email = failed("OSError: b", template="notice")
        assert retry_email(delivery_id=email.pk).state == "sending"
