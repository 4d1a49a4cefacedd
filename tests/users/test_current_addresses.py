"""E-mails whose reader's address changes before they leave, or before they are tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from applications.models import Borrower
from applications.services.parties import borrower_change_address
from features.drivers import factories
from tests.rows import row
from users import delivery
from users.current_addresses import current_addresses
from users.digests import digests_send
from users.email_text import NO_ADDRESS, WRITTEN_THERE
from users.mail_server import Answer, MailServer, Outcome
from users.models import EmailDelivery
from users.notifications import Email, Notice, notify
from users.preferences import Rhythm
from users.retries import Retried, retry_email, retry_emails, retry_failed_emails

pytestmark = pytest.mark.django_db

OLD, NEW = "omar@example.com", "omar@new.example"
REFUSED = "SMTPRecipientsRefused: no such mailbox"


@pytest.fixture
def omar() -> Borrower:
    return factories.BorrowerFactory(email=OLD, user=None)


def to_omar(omar: Borrower, **fields) -> EmailDelivery:
    return row(
        EmailDelivery,
        **{
            "address": OLD,
            "template": "application_status",
            "context": {"message": "News"},
            "dedupe_key": f"news:borrower:{omar.pk}",
            "state": "failed",
            "last_error": REFUSED,
            **fields,
        },
    )


def send_all() -> dict[str, int]:
    return delivery.deliver_emails(EmailDelivery.objects.values_list("pk", flat=True))


def sent_to() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


def retry_one(email: EmailDelivery) -> None:
    assert retry_email(delivery_id=email.pk).address == NEW


def retry_some(email: EmailDelivery) -> None:
    assert retry_emails(delivery_ids=[email.pk]) == Retried(again=1, expired=0)


def retry_all_of_a_kind(email: EmailDelivery) -> None:
    assert retry_failed_emails(kind="address") == Retried(again=1, expired=0)


def sweep(email: EmailDelivery) -> None:
    EmailDelivery.objects.update(state="queued")
    assert delivery.due_emails() == [email.pk]


@pytest.mark.parametrize("tried", [retry_one, retry_some, retry_all_of_a_kind, sweep])
def test_every_way_of_trying_again_follows_a_borrower(omar, tried):
    email = to_omar(omar, next_attempt_at=timezone.now())
    borrower_change_address(borrower=omar, email=NEW)
    tried(email)
    send_all()
    assert sent_to() == [NEW]
    assert EmailDelivery.objects.get().address == NEW


def test_an_address_that_changes_while_the_server_is_asked(omar, monkeypatch):
    to_omar(omar, state="queued", next_attempt_at=timezone.now())

    def refuse(server, message):
        borrower_change_address(borrower=omar, email=NEW)
        return Outcome(Answer.REFUSED_FOR_NOW, "451")

    with monkeypatch.context() as patched:
        patched.setattr(MailServer, "hand_over", refuse)
        assert send_all() == {"queued": 1}
    assert EmailDelivery.objects.get().address == OLD
    EmailDelivery.objects.update(next_attempt_at=timezone.now())
    assert send_all() == {"sent": 1}
    assert sent_to() == [NEW]


@pytest.mark.parametrize("act", [lambda email: retry_emails(delivery_ids=[email.pk]), sweep])
def test_nothing_is_sent_to_a_borrower_without_an_address(omar, act):
    email = to_omar(omar, next_attempt_at=timezone.now())
    borrower_change_address(borrower=omar, email="")
    act(email)
    send_all()
    email.refresh_from_db()
    assert (email.state, email.last_error, email.address, sent_to()) == ("expired", NO_ADDRESS, OLD, [])


@pytest.mark.parametrize("act", [lambda email: retry_emails(delivery_ids=[email.pk]), sweep])
@pytest.mark.parametrize("state", ["sent", "failed", "queued"])
def test_what_was_written_to_the_new_address_is_not_sent_there_twice(omar, act, state):
    email = to_omar(omar, next_attempt_at=timezone.now())
    borrower_change_address(borrower=omar, email=NEW)
    act(email)
    EmailDelivery.objects.filter(pk=email.pk).update(address=OLD, address_key=OLD)
    later = timezone.now() + timedelta(days=1)
    to_omar(omar, address=NEW, state=state, last_error="", next_attempt_at=later)
    send_all()
    email.refresh_from_db()
    assert (email.state, email.last_error, email.address) == ("expired", WRITTEN_THERE, OLD)
    assert sent_to() == []


def test_a_retry_says_at_once_that_it_was_written_to_the_new_address(omar):
    email = to_omar(omar)
    borrower_change_address(borrower=omar, email=NEW)
    to_omar(omar, address=NEW, state="sent", last_error="")
    assert retry_emails(delivery_ids=[email.pk]) == Retried(again=0, expired=1)


def test_a_borrower_who_has_got_a_login_since(omar):
    to_omar(omar, state="queued", next_attempt_at=timezone.now())
    Borrower.objects.update(user=factories.UserFactory(role="borrower", email=NEW))
    send_all()
    assert sent_to() == [NEW]


def test_a_borrower_whose_login_was_taken_away_since(omar):
    login = factories.UserFactory(role="borrower", email="login@example.com", is_active=False)
    Borrower.objects.update(user=login)
    to_omar(omar, address=login.email, state="queued", next_attempt_at=timezone.now())
    send_all()
    assert sent_to() == [OLD]


def test_another_person_at_the_same_address_stays(omar):
    nora = factories.BorrowerFactory(email=OLD, user=None)
    to_omar(nora, state="queued", next_attempt_at=timezone.now())
    borrower_change_address(borrower=omar, email=NEW)
    send_all()
    assert sent_to() == [OLD]


def test_an_unknown_borrower_keeps_the_address(omar):
    email = to_omar(omar, dedupe_key=f"news:borrower:{omar.pk + 1}")
    assert current_addresses([email]) == {email.pk: OLD}


@pytest.mark.parametrize("rhythm", [Rhythm.SINGLE, Rhythm.DAILY])
def test_notices_and_digests_follow_a_person_with_a_login(rhythm):
    bella = factories.UserFactory(role="broker", email="bella@example.com", rhythm=rhythm)
    email = Email(subject="News", template="application_status")
    notify([Notice(recipient=bella, event="application_status", message="News", dedupe_key="n", email=email)])
    digests_send(user_ids=[bella.pk], rhythm=Rhythm.DAILY)
    bella.email = "bella@new.example"
    bella.save()
    assert send_all() == {"sent": 1}
    assert sent_to() == ["bella@new.example"]
    assert EmailDelivery.objects.get().address == "bella@new.example"


@pytest.mark.parametrize("count", [1, 20])
def test_addresses_are_read_at_once(count, django_assert_num_queries):
    people = [factories.BorrowerFactory(user=None) for _ in range(count)]
    emails = [to_omar(one, address=one.email) for one in people]
    with django_assert_num_queries(1):
        assert current_addresses(emails) == {email.pk: email.address for email in emails}
