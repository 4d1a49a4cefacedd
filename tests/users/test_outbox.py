"""What the outbox queues, and how often."""

import pytest

from applications.services.applications import application_status_notify
from features.drivers import factories
from users.models import EmailDelivery
from users.outbox import send_email

pytestmark = pytest.mark.django_db


def email(**fields) -> EmailDelivery:
    return EmailDelivery(
        **{
            "address": "omar@example.com",
            "subject": "News",
            "template": "application_status",
            "dedupe_key": "news",
            **fields,
        }
    )


def test_subject_has_no_line_break():
    send_email([email(subject="News\r\nBcc: eve@example.com\n")])
    assert EmailDelivery.objects.get().subject == "News Bcc: eve@example.com"


def test_same_email_is_queued_once():
    assert send_email([email(), email()]) == 1
    assert send_email([email()]) == 0


def test_other_address_or_key_is_another_email():
    assert send_email([email(), email(address="nora@example.com"), email(dedupe_key="other")]) == 3


def test_a_message_id_names_the_senders_domain(settings):
    settings.DEFAULT_FROM_EMAIL = "Harbour Lending <no-reply@harbour.example>"
    send_email([email()])
    assert EmailDelivery.objects.get().message_id.endswith("@harbour.example>")


def test_second_status_email_is_not_counted():
    borrower = factories.BorrowerFactory(user=None)
    application = factories.ApplicationFactory(borrowers=[borrower])
    first = application_status_notify(application=application, status="approved")
    again = application_status_notify(application=application, status="approved")
    assert (first["emailed"], again["emailed"]) == (3, 0)
