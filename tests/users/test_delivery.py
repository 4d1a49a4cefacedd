"""Two senders of one e-mail, and what is recorded of an attempt."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from features.drivers import factories
from users import delivery
from users.models import EmailDelivery, EmailState, Notification
from users.outbox import send_email

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> EmailDelivery:
    """An e-mail that waits to be sent."""
    send_email(
        [
            EmailDelivery(
                address="omar@example.com",
                subject="News",
                template="application_status",
                dedupe_key="news",
                context={"message": "News", "url": "/applications/HL-OMAR/", "reference": "HL-OMAR"},
            )
        ]
    )
    return EmailDelivery.objects.get()


def meanwhile(act):
    """An execute wrapper that acts once, just before a claim or an outcome is written."""
    done = Counter()

    def wrapper(execute, sql, params, many, context):
        written = sql.partition("WHERE")[0] if sql.startswith("UPDATE") else ""
        if ('"attempts" =' in written or '"last_error" =' in written) and not done["acted"]:
            done["acted"] += 1
            act()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_two_senders_send_once(waiting):
    with meanwhile(lambda: delivery.deliver_emails([waiting.pk])):
        late = delivery.deliver_emails([waiting.pk])
    assert late == {}
    assert len(mail.outbox) == 1


def test_sent_email_is_not_given_up_by_a_second_sender(waiting):
    factories.UserFactory(role="admin")
    long_ago = timezone.now() - timedelta(hours=1)
    EmailDelivery.objects.update(state="sending", next_attempt_at=long_ago, attempts=6)

    def sender_is_alive():
        EmailDelivery.objects.filter(pk=waiting.pk).update(state=EmailState.SENT)

    with meanwhile(sender_is_alive):
        assert delivery.due_emails() == []
    waiting.refresh_from_db()
    assert waiting.state == EmailState.SENT
    assert not Notification.objects.exists()


def test_email_that_another_sender_has_sent_is_not_dropped(waiting, monkeypatch):
    """Its reason is gone for the second sender, which was told so too late."""
    monkeypatch.setattr(delivery, "text_of", lambda email, readings: None)
    told = []
    monkeypatch.setattr(delivery.email_dropped, "send", lambda *args, **fields: told.append(fields))

    def another_sends():
        EmailDelivery.objects.filter(pk=waiting.pk, state=EmailState.SENDING).update(state=EmailState.SENT)

    monkeypatch.setattr(delivery, "readdressed", lambda email, readings: another_sends())
    assert delivery.deliver_emails([waiting.pk]) == {"sent": 1}
    assert told == []


@pytest.mark.parametrize(
    ("on_failure", "url"),
    [({}, "/applications/HL-OMAR/"), ({"url_on_failure": "/people/7/"}, "/people/7/")],
)
def test_failure_notification_links_to_where_it_is_mended(waiting, on_failure, url):
    factories.UserFactory(role="admin")
    EmailDelivery.objects.update(template="removed_since", context=waiting.context | on_failure)
    assert delivery.deliver_emails([waiting.pk]) == {"failed": 1}
    told = Notification.objects.get()
    assert (told.subject_ref, told.url) == ("HL-OMAR", url)


def test_template_version_is_recorded(waiting):
    assert waiting.template_version == ""
    delivery.deliver_emails([waiting.pk])
    waiting.refresh_from_db()
    assert len(waiting.template_version) == 12
