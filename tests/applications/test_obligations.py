"""What a payment pays where a loan owes more repayments than the first query looks up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.models import Application, Fee
from applications.selectors.obligation import (
    REPAYMENTS_AT_FIRST,
    is_closed,
    obligations_of,
    obligations_reached,
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


def charged(loan: Application, due_date: date) -> Fee:
    return Fee.objects.create(application=loan, kind="Valuation", amount=Decimal(5), due_date=due_date)


def numbers_owing(loan: Application) -> list[int]:
    """The numbers of the repayments that owe something, in the order in which money pays them."""
    numbers = dict(loan.repayments.values_list("pk", "number"))
    return [numbers[one.repayment_id] for one in obligations_of([loan.pk])[loan.pk] if one.owed]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [REPAYMENTS_AT_FIRST - 1, REPAYMENTS_AT_FIRST, 8 * REPAYMENTS_AT_FIRST])
class TestSeveralRepayments:
    def test_every_repayment_is_found_once_and_in_order(self, count):
        assert numbers_owing(loan_owing(count)) == list(range(1, count + 1))

    def test_a_cent_too_little_leaves_the_loan_open(self, count):
        loan = loan_owing(count)
        payment_record(application=loan, amount=10 * count - Decimal("0.01"), value_date=TODAY)
        assert unallocated_of(loan) == 0
        assert not is_closed(loan)
        assert numbers_owing(loan) == [count]

    def test_a_cent_too_much_closes_the_loan_and_is_left_over(self, count):
        loan = loan_owing(count)
        payment_record(application=loan, amount=10 * count + Decimal("0.01"), value_date=TODAY)
        assert unallocated_of(loan) == Decimal("0.01")
        assert is_closed(loan)


@pytest.mark.django_db
class TestWhatMoneyReaches:
    def found(self, loan: Application, amount: str, **options) -> int:
        reached = obligations_reached({loan.pk: Decimal(amount)}, in_full=options.get("in_full", set()))
        return len(reached[loan.pk])

    def test_little_money_looks_up_the_first_repayments_only(self):
        assert self.found(loan_owing(20), "30.00") == REPAYMENTS_AT_FIRST

    def test_more_money_looks_all_of_them_up(self):
        assert self.found(loan_owing(20), "30.01") == 20

    def test_what_is_paid_is_left_out_unless_it_is_asked_for(self):
        loan = loan_owing(5)
        payment_record(application=loan, amount=Decimal(40), value_date=TODAY)
        assert self.found(loan, "1.00") == 1
        assert self.found(loan, "1.00", in_full={loan.pk}) == 5

    def test_a_fee_between_two_repayments_is_in_its_place(self):
        loan = loan_owing(2)
        loan.repayments.filter(number=1).update(due_date=TODAY - timedelta(days=2))
        fee = charged(loan, TODAY - timedelta(days=1))
        same_day = charged(loan, TODAY)
        found = obligations_reached({loan.pk: Decimal(1)}, in_full=set())[loan.pk]
        assert [one.fee_id for one in found] == [None, fee.pk, None, same_day.pk]

    def test_a_cancelled_repayment_is_left_out(self):
        loan = loan_owing(2)
        loan.repayments.filter(number=1).update(cancelled=True)
        assert self.found(loan, "100.00") == 1
