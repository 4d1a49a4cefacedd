"""E-mails whose wording is decided when they are sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from users import delivery, email_text
from users.email_text import EmailText, Readings, written_when_sent
from users.models import EmailDelivery, EmailState
from users.outbox import send_email

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(monkeypatch):
    """Registers a writer for the template of these tests, for one test."""
    for registered in ("_writers", "_readers"):
        monkeypatch.setattr(email_text, registered, {})
    return written_when_sent("application_status")


@pytest.fixture
def queued() -> EmailDelivery:
    context = {"message": "You owe $1,250.00.", "url": "/", "reference": "HL-OMAR"}
    send_email(
        [
            EmailDelivery(
                address="omar@example.com",
                subject="$1,250.00",
                template="application_status",
                dedupe_key="owed",
                context=context,
            )
        ]
    )
    return EmailDelivery.objects.get()


def test_wording_is_decided_and_stored_when_sent(queued, writer):
    writer(lambda one: EmailText(subject="$750.00\n", context={**one.context, "message": "You owe $750.00."}))
    assert delivery.deliver_emails([queued.pk]) == {"sent": 1}
    (message,) = mail.outbox
    queued.refresh_from_db()
    assert (message.subject, queued.subject) == ("$750.00", "$750.00")
    assert "You owe $750.00." in message.body
    assert queued.context["message"] == "You owe $750.00."


def test_secret_is_sent_and_not_stored(queued, writer):
    writer(lambda one: EmailText(subject="A link", context={"url": "/"}, secret={"message": "token 4711"}))
    assert delivery.deliver_emails([queued.pk]) == {"sent": 1}
    queued.refresh_from_db()
    assert "token 4711" in mail.outbox[0].body
    assert "4711" not in str(queued.context)


def test_outdated_email_is_not_sent(queued, writer):
    writer(lambda one: None)
    assert delivery.deliver_emails([queued.pk]) == {"expired": 1}
    queued.refresh_from_db()
    assert mail.outbox == []
    assert (queued.state, queued.last_error) == (
        EmailState.EXPIRED,
        "The reason for this e-mail no longer applied.",
    )


def test_failing_writer_affects_one_email_only(queued, writer):
    @writer
    def fail(one):
        raise ValueError

    assert delivery.deliver_emails([queued.pk]) == {"failed": 1}


class TestReadings:
    @pytest.fixture
    def read(self, monkeypatch):
        """What the template's reader was asked for."""
        asked = []
        monkeypatch.setattr(email_text, "_readers", {"application_status": asked.append})
        return asked

    @pytest.fixture
    def readings(self):
        templates = ("application_status", "digest", "application_status")
        return Readings([EmailDelivery(template=template) for template in templates])

    def test_a_reader_is_asked_once_for_all_emails_of_its_template(self, read, readings):
        for _ in range(3):
            readings.of("application_status")
        (deliveries,) = read
        assert [delivery.template for delivery in deliveries] == ["application_status"] * 2

    def test_a_reader_is_asked_again_when_what_it_read_is_old(self, read, readings, monkeypatch):
        now = timezone.now()
        for seconds in (0, 2, 2.1, 4.1, 4.2):
            monkeypatch.setattr(timezone, "now", lambda seconds=seconds: now + timedelta(seconds=seconds))
            readings.of("application_status")
        assert len(read) == 3

    def test_a_writer_gets_what_its_reader_has_read(self, queued, monkeypatch):
        for registered in ("_writers", "_readers"):
            monkeypatch.setattr(email_text, registered, {})
        decorate = written_when_sent("application_status", reads=lambda deliveries: {queued.pk: "$750.00"})
        decorate(lambda one, owed: EmailText(subject=owed[one.pk], context=one.context))
        assert delivery.deliver_emails([queued.pk]) == {"sent": 1}
        assert mail.outbox[0].subject == "$750.00"
