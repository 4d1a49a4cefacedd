"""What a payment pays where a loan owes more repayments than one query looks up."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.models import Application
from applications.selectors.obligation import (
    OBLIGATIONS_A_QUERY,
    is_closed,
    obligations_owing,
    with_unallocated,
)
from applications.services.payments import payment_record
from features.drivers import factories

TODAY = timezone.localdate()


def loan_owing(count: int) -> Application:
    """A loan with repayments of $10.00 each, all of them due today."""
    loan = factories.ApplicationFactory(stage="funded", funding_date=TODAY - timedelta(days=30))
    for number in range(1, count + 1):
        factories.RepaymentFactory(
            application=loan, number=number, due_date=TODAY, principal=Decimal(10), interest=Decimal(0)
        )
    return loan


def unallocated_of(loan: Application) -> Decimal:
    return with_unallocated(loan.payments.all()).get().unallocated


@pytest.mark.django_db
@pytest.mark.parametrize(
    "count", [OBLIGATIONS_A_QUERY - 1, 2 * OBLIGATIONS_A_QUERY, 2 * OBLIGATIONS_A_QUERY + 6]
)
class TestSeveralQueries:
    def test_every_repayment_is_found_once_and_in_order(self, count):
        found = [repayment.number for repayment in obligations_owing(loan_owing(count))]
        assert found == list(range(1, count + 1))

    def test_a_cent_too_little_leaves_the_loan_open(self, count):
        loan = loan_owing(count)
        payment_record(application=loan, amount=10 * count - Decimal("0.01"), value_date=TODAY)
        assert unallocated_of(loan) == 0
        assert not is_closed(loan)
        assert [repayment.number for repayment in obligations_owing(loan)] == [count]

    def test_a_cent_too_much_closes_the_loan_and_is_left_over(self, count):
        loan = loan_owing(count)
        payment_record(application=loan, amount=10 * count + Decimal("0.01"), value_date=TODAY)
        assert unallocated_of(loan) == Decimal("0.01")
        assert is_closed(loan)
