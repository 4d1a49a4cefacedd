"""Days past due, their buckets, and what is owed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from applications.arrears import BUCKETS
from applications.models import Application, ArrearsSnapshot
from applications.selectors.arrears import arrears_of, owing_by_bucket
from applications.services.arrears import loans_age
from applications.services.payments import payment_record
from common.days import midnight
from features.drivers import factories

pytestmark = pytest.mark.django_db

DUE = date(2025, 3, 14)
FUNDED = date(2024, 3, 14)


@pytest.fixture
def loan():
    return factories.ApplicationFactory(
        stage="funded", stage_since=midnight(FUNDED), created_at=midnight(FUNDED), funding_date=FUNDED
    )


@pytest.fixture
def repayment(loan):
    return factories.RepaymentFactory(
        application=loan, due_date=DUE, principal=Decimal(1000), interest=Decimal("250.05")
    )


def owing(day, **counting):
    return list(owing_by_bucket(Application.objects.all(), day=day, counting=counting))


@pytest.mark.parametrize(("passed", "days"), [(-30, 0), (-1, 0), (0, 0), (1, 1), (30, 30), (400, 400)])
def test_days_past_due_are_never_below_zero(repayment, passed, days):
    assert loans_age(day=DUE + timedelta(days=passed)) == 1
    assert ArrearsSnapshot.objects.get().days_past_due == days


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (0, None),
        (1, "1–29"),
        (29, "1–29"),
        (30, "30–59"),
        (59, "30–59"),
        (60, "60–89"),
        (89, "60–89"),
        (90, "90+"),
        (9999, "90+"),
    ],
)
def test_bucket_of_each_day_past_due(repayment, days, label):
    (found,) = owing(DUE + timedelta(days=days))
    assert (found.bucket and found.bucket.label) == label


def test_each_bucket_begins_where_the_one_before_ends():
    assert BUCKETS[0].first == 1
    assert [bucket.last + 1 for bucket in BUCKETS[:-1]] == [bucket.first for bucket in BUCKETS[1:]]
    assert BUCKETS[-1].last is None


@pytest.mark.parametrize(
    ("paid", "arrears", "balance"),
    [
        ("0.01", "1250.04", "1000.00"),
        ("250.05", "1000.00", "1000.00"),
        ("250.06", "999.99", "999.99"),
        ("1250.04", "0.01", "0.01"),
    ],
)
def test_money_pays_interest_first(loan, repayment, paid, arrears, balance):
    payment_record(application=loan, amount=Decimal(paid), value_date=DUE)
    loans_age(day=DUE + timedelta(days=1))
    snapshot = ArrearsSnapshot.objects.get()
    assert (str(snapshot.arrears), str(snapshot.balance)) == (arrears, balance)
    (found,) = owing(DUE + timedelta(days=1))
    assert (found.count, str(found.arrears), str(found.balance)) == (1, arrears, balance)


def test_what_is_paid_in_full_or_cancelled_owes_nothing(loan, repayment):
    factories.RepaymentFactory(application=loan, number=2, due_date=DUE, cancelled=True)
    payment_record(application=loan, amount=Decimal("1250.05"), value_date=DUE)
    assert loans_age(day=DUE + timedelta(days=1)) == 0
    assert owing(DUE + timedelta(days=1)) == []


def test_only_money_that_counts_reduces_what_is_owed(loan, repayment):
    payment_record(application=loan, amount=Decimal(1250), value_date=DUE)
    (found,) = owing(DUE + timedelta(days=1), payment__value_date__lt=DUE)
    assert found.arrears == Decimal("1250.05")


def test_loans_of_many_buckets_are_added_up():
    broker = factories.BrokerFactory()
    for late in (0, 1, 29, 45, 45, 300):
        loan = factories.ApplicationFactory(stage="funded", broker=broker)
        due_on = DUE - timedelta(days=late)
        factories.RepaymentFactory(
            application=loan, due_date=due_on, principal=Decimal("0.10"), interest=Decimal("0.20")
        )
    found = [(one.bucket and one.bucket.label, one.count, str(one.balance)) for one in owing(DUE)]
    assert found == [(None, 1, "0.10"), ("1–29", 2, "0.20"), ("30–59", 2, "0.20"), ("90+", 1, "0.10")]


def test_a_second_run_keeps_the_snapshots_of_the_first(loan, repayment):
    day = DUE + timedelta(days=1)
    assert (loans_age(day=day), loans_age(day=day)) == (1, 0)
    payment_record(application=loan, amount=Decimal(100), value_date=DUE)
    assert loans_age(day=day) == 0
    assert ArrearsSnapshot.objects.get().arrears == Decimal("1250.05")


def test_of_no_loan_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert arrears_of([], day=date(2025, 3, 14)) == {}
