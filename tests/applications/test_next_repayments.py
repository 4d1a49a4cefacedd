"""What falls due next on each of several loans."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models.signals import post_init

from applications.models import Repayment
from applications.selectors.repayment import next_repayments
from features.drivers.factories import ApplicationFactory, RepaymentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 14)


@pytest.fixture
def loans():
    """Two loans with a repayment on each of four days, the second and third today."""
    loans = ApplicationFactory.create_batch(2, stage="funded")
    for loan in loans:
        for number, due in enumerate((date(2025, 2, 14), TODAY, TODAY, date(2025, 4, 14)), 1):
            RepaymentFactory(application=loan, number=number, due_date=due)
    return loans


def numbers(loans):
    found = next_repayments([loan.pk for loan in loans], TODAY)
    return [found[loan.pk].number if loan.pk in found else None for loan in loans]


def change(loan, *numbers, **values):
    loan.repayments.filter(number__in=numbers).update(**values)


def test_of_the_same_day_it_is_the_first(loans):
    assert numbers(loans) == [2, 2]


def test_paid_and_cancelled_ones_are_passed_over(loans):
    first, second = loans
    paid = first.repayments.get(number=2)
    change(first, 2, amount_paid=paid.principal + paid.interest)
    change(second, 2, 3, cancelled=True)
    assert numbers(loans) == [3, 4]


def test_a_loan_on_which_nothing_is_left_has_none(loans):
    change(loans[0], 2, 3, 4, cancelled=True)
    assert numbers(loans) == [None, 2]


def test_it_says_what_is_owed(loans):
    change(loans[0], 2, principal=Decimal(900), interest=Decimal(100), amount_paid=Decimal(250))
    assert next_repayments([loans[0].pk], TODAY)[loans[0].pk].owed == Decimal(750)


def test_a_long_schedule_is_not_read(loans):
    read = []

    def reading(sender, instance, **_):
        read.append(instance.number)

    post_init.connect(reading, sender=Repayment)
    try:
        next_repayments([loan.pk for loan in loans], TODAY)
    finally:
        post_init.disconnect(reading, sender=Repayment)
    assert read == [2, 2]
