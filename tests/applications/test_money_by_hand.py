"""Payments, bounces and fees by hand: what no person gets to send, and requests that come again."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.models import AuditEntry, BankLine, Fee, Payment
from applications.refusals import FeeWithoutKind, PaymentNotFound, SameMoney
from applications.services.fees import fee_charge
from applications.services.payments_by_hand import payment_bounce, payment_enter
from applications.wording import day
from common.refusals import TextTooLong, UnusableText
from features.drivers.factories import ApplicationFactory, UserFactory
from tests.rows import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(role="admin")


@pytest.fixture
def loan():
    return ApplicationFactory(stage="funded", funding_date=date(2025, 1, 1))


@pytest.fixture
def enter(loan, ada):
    answers = {"application": loan, "amount": Decimal("9.50"), "value_date": timezone.localdate(), "by": ada}
    return lambda **other: payment_enter(**answers | other)


@pytest.fixture
def charge(loan, ada):
    due = timezone.localdate()
    answers = {"application": loan, "kind": "Valuation", "amount": Decimal(300), "due_date": due, "by": ada}
    return lambda **other: fee_charge(**answers | other)


def line_for(loan, **fields):
    return row(BankLine, application=loan, amount=Decimal("9.50"), value_date=timezone.localdate(), **fields)


@pytest.mark.parametrize(
    "other",
    [{"kind": "dishonour"}, {"state": "set_aside"}, {"amount": Decimal("9.51")}, {"application": None}],
    ids=["dishonour", "set aside", "amount", "loan"],
)
def test_lines_that_are_other_money(enter, loan, other):
    line_for(loan)
    BankLine.objects.update(**other)
    enter()
    assert AuditEntry.objects.get().act == f"recorded a payment of $9.50 of {day(timezone.localdate())}"


def test_a_payment_sent_again_is_not_asked_about(enter, loan):
    key = uuid4()
    entered = enter(idempotency_key=key)
    line_for(loan, resembles=entered)
    assert enter(idempotency_key=key) == entered


def test_the_nearest_line_is_named(enter, loan):
    for number, days in enumerate((3, 1, 2), start=1):
        line = line_for(loan, line_number=number)
        BankLine.objects.filter(pk=line.pk).update(value_date=timezone.localdate() - timedelta(days=days))
    with pytest.raises(SameMoney, match=f"{day(timezone.localdate() - timedelta(days=1))}.*: line 2 of"):
        enter()


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("", FeeWithoutKind), ("  ", FeeWithoutKind), ("a\u202eb", UnusableText), ("x" * 51, TextTooLong)],
)
def test_kind_of_a_fee(charge, kind, refusal):
    with pytest.raises(refusal) as refused:
        charge(kind=kind)
    assert refused.value.field == "kind"
    assert not Fee.objects.exists()


def test_a_reversal_cannot_bounce(enter, ada):
    today = timezone.localdate()
    reversal = payment_bounce(payment=enter(), value_date=today, by=ada)
    with pytest.raises(PaymentNotFound):
        payment_bounce(payment=reversal, value_date=today, by=ada)
    assert Payment.objects.count() == 2
    assert reversal.recorded_by == ada
