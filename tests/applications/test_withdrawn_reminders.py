"""Reminders whose e-mails were withdrawn because the money came: which of them count as sent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from applications.models import Reminder
from applications.services.payments import payment_record, payment_reverse
from applications.services.reminders import reminders_mark_withdrawn, reminders_send
from features.drivers import factories
from users import delivery
from users.email_text import REASON_GONE
from users.models import EmailDelivery, EmailState
from users.outbox import send_email

pytestmark = pytest.mark.django_db

DUE = date(2025, 3, 14)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2025-03-17T12:00:00+11:00", tick=False) as moved:
        yield moved


@pytest.fixture
def repayment():
    """Three days overdue, and both borrowers' reminders wait to be sent."""
    borrowers = [factories.BorrowerFactory(user=None, email=f"{name}@x.example") for name in ("omar", "nora")]
    loan = factories.ApplicationFactory(
        stage="funded", funding_date=DUE - timedelta(days=90), borrowers=borrowers
    )
    repayment = factories.RepaymentFactory(
        application=loan, number=1, due_date=DUE, principal=0, interest=Decimal("100.00")
    )
    reminders_send(repayment_ids=[repayment.pk], today=DUE + timedelta(days=3), send_email=send_email)
    return repayment


def pay(repayment):
    return payment_record(
        application=repayment.application, amount=Decimal("100.00"), value_date=date(2025, 3, 17)
    )


def state() -> str:
    return Reminder.objects.get(rung=3).state


def emails(**fields):
    EmailDelivery.objects.filter(address="nora@x.example").update(**fields)


def test_it_is_withdrawn_while_all_its_emails_wait(repayment):
    pay(repayment)
    assert state() == "withdrawn"


@pytest.mark.parametrize("reached", ["sent", "sending", "failed"])
def test_it_counts_as_sent_once_an_email_has_got_further(repayment, reached):
    emails(state=reached)
    pay(repayment)
    assert state() == "sent"


def test_it_is_withdrawn_where_the_money_comes_while_it_is_being_sent(repayment, monkeypatch):
    """The worker has claimed the e-mails by then, so that the payment withdraws none."""
    claim = delivery._claim

    def claim_and_pay(email):
        claimed = claim(email)
        if not repayment.allocations.exists():
            EmailDelivery.objects.update(state=EmailState.SENDING)
            pay(repayment)
            EmailDelivery.objects.exclude(pk=email.pk).update(state=EmailState.QUEUED)
        return claimed

    monkeypatch.setattr(delivery, "_claim", claim_and_pay)
    delivery.deliver_emails(EmailDelivery.objects.values_list("pk", flat=True))
    assert set(EmailDelivery.objects.values_list("state", flat=True)) == {"expired"}
    assert state() == "withdrawn"


def test_only_withdrawn_emails_are_queued_again(repayment):
    payment = pay(repayment)
    emails(last_error="The address is gone.")
    Reminder.objects.update(state="withdrawn")
    payment_reverse(payment=payment, value_date=date(2025, 3, 17))
    reminders_send(repayment_ids=[repayment.pk], today=date(2025, 3, 18), send_email=send_email)
    queued = EmailDelivery.objects.filter(state=EmailState.QUEUED)
    assert [email.address for email in queued] == ["omar@x.example"]
    assert [email.attempts for email in queued] == [0]


def test_two_workers_deal_with_it_once(repayment):
    payment = pay(repayment)
    payment_reverse(payment=payment, value_date=date(2025, 3, 17))
    for _ in range(2):
        reminders_send(repayment_ids=[repayment.pk], today=date(2025, 3, 18), send_email=send_email)
        EmailDelivery.objects.filter(state=EmailState.QUEUED).update(state=EmailState.SENT)
    assert EmailDelivery.objects.count() == 2
    assert set(EmailDelivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Reminder.objects.filter(rung=3).count() == 1


def test_one_that_is_still_to_be_sent_stays_withdrawn_until_the_next_morning(repayment):
    EmailDelivery.objects.update(state=EmailState.EXPIRED, last_error=REASON_GONE)
    reminders_mark_withdrawn([repayment.pk], DUE + timedelta(days=3))
    assert state() == "withdrawn"
    reminders_send(repayment_ids=[repayment.pk], today=DUE + timedelta(days=4), send_email=send_email)
    assert state() == "sent"


def test_a_lower_rung_is_superseded_while_the_highest_is_still_to_be_sent(repayment):
    EmailDelivery.objects.update(state=EmailState.EXPIRED, last_error=REASON_GONE)
    Reminder.objects.update(state="withdrawn")
    Reminder.objects.create(repayment=repayment, rung=7, state="withdrawn")
    reminders_mark_withdrawn([repayment.pk], DUE + timedelta(days=7))
    assert state() == "superseded"
    assert Reminder.objects.get(rung=7).state == "withdrawn"
