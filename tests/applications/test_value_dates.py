"""The value dates that a payment may have."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.models import Payment
from applications.payments.value_dates import wrong_with
from applications.refusals import WrongValueDate
from applications.services.payments import payment_record, payment_reverse
from features.drivers import factories

TODAY = date(2025, 3, 17)


@pytest.mark.parametrize(
    ("value_date", "expected"),
    [
        (date(2025, 3, 17), None),
        (date(2025, 3, 18), "The date is later than today, 17 March 2025."),
        (date(9999, 12, 31), "The date is later than today, 17 March 2025."),
        (date(2000, 1, 1), None),
        (date(1999, 12, 31), "The date is before 1 January 2000."),
        (date(1, 1, 1), "The date is before 1 January 2000."),
    ],
)
def test_value_date_is_between_2000_and_today(value_date, expected):
    assert wrong_with(value_date, today=TODAY) == expected


@pytest.mark.parametrize(
    ("value_date", "expected"),
    [
        (date(2025, 1, 30), "The date is before 31 January 2025, when HL-OMAR was funded."),
        (date(2025, 1, 31), None),
        (date(1999, 12, 31), "The date is before 1 January 2000."),
    ],
)
def test_value_date_is_not_before_its_lower_bound(value_date, expected):
    since = {"since": date(2025, 1, 31), "event": "HL-OMAR was funded"}
    assert wrong_with(value_date, today=TODAY, **since) == expected


@pytest.mark.django_db
class TestByHand:
    @pytest.fixture
    def today(self) -> date:
        return timezone.localdate()

    @pytest.fixture
    def loan(self, today):
        funded_on = today - timedelta(days=30)
        return factories.ApplicationFactory(reference="HL-OMAR", stage="funded", funding_date=funded_on)

    @pytest.mark.parametrize(("days", "words"), [(1, "later than today"), (-31, "when HL-OMAR was funded")])
    def test_payment_date_is_between_funding_and_today(self, loan, today, days, words):
        with pytest.raises(WrongValueDate, match=words):
            payment_record(application=loan, amount=Decimal(1), value_date=today + timedelta(days=days))
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("days", [0, -30])
    def test_first_and_last_day_are_accepted(self, loan, today, days):
        payment_record(application=loan, amount=Decimal(1), value_date=today + timedelta(days=days))
        assert Payment.objects.exists()

    @pytest.mark.parametrize(("days", "words"), [(1, "later than today"), (-6, "when the payment came in")])
    def test_reversal_date_is_between_payment_and_today(self, loan, today, days, words):
        five_days_ago = today - timedelta(days=5)
        payment = payment_record(application=loan, amount=Decimal(1), value_date=five_days_ago)
        with pytest.raises(WrongValueDate, match=words):
            payment_reverse(payment=payment, value_date=today + timedelta(days=days))
        payment_reverse(payment=payment, value_date=five_days_ago)
