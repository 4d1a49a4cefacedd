"""What a repayment and a fee say is paid: the sum of their allocations, to the cent."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from unittest.mock import Mock

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from applications.models import Fee, Repayment
from applications.services.payments import payment_record, payment_reverse
from features.drivers import factories

TODAY = timezone.localdate()
# Amounts whose sum as floats is a fraction of a cent below zero, or above it.
AMOUNTS = [Decimal("0.10"), Decimal("0.20"), Decimal("0.30")]

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan():
    """A loan that owes a fee of 5.00 and then a repayment of 10.00."""
    loan = factories.ApplicationFactory(stage="funded", funding_date=TODAY - timedelta(days=30))
    Fee.objects.create(application=loan, kind="Valuation", amount=5, due_date=TODAY - timedelta(days=1))
    factories.RepaymentFactory(application=loan, due_date=TODAY, principal=Decimal(10), interest=Decimal(0))
    return loan


def pay(loan, amount):
    return payment_record(application=loan, amount=Decimal(amount), value_date=TODAY)


def said() -> tuple[Decimal, Decimal]:
    """What the fee and the repayment say."""
    return Fee.objects.get().amount_paid, Repayment.objects.get().amount_paid


def test_a_payment_is_stated_where_it_goes(loan):
    pay(loan, "7.25")
    assert said() == (5, Decimal("2.25"))


def test_a_reversal_takes_back_what_was_stated(loan):
    payment = pay(loan, "7.25")
    pay(loan, "1.00")
    payment_reverse(payment=payment, value_date=TODAY)
    assert said() == (0, 1)


def test_what_is_reversed_in_full_leaves_no_fraction_of_a_cent(loan):
    pay(loan, 5)
    payments = [pay(loan, amount) for amount in AMOUNTS]
    for payment in (payments[2], payments[0], payments[1]):
        payment_reverse(payment=payment, value_date=TODAY)
    assert said() == (5, 0)


def test_the_migration_states_what_was_paid_before(loan):
    payment = pay(loan, "7.25")
    pay(loan, "1.00")
    payment_reverse(payment=payment, value_date=TODAY)
    pay(loan, "6.00")
    before = said()
    Fee.objects.update(amount_paid=0)
    Repayment.objects.update(amount_paid=0)
    migration = import_module("applications.migrations.0020_amount_paid")
    migration.state_what_is_paid(apps, Mock(connection=connection))
    assert said() == before == (5, 2)
