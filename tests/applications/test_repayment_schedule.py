"""The repayment schedule: published figures, edge cases, refusals."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from applications.repayment_schedule import (
    Frequency,
    NoSchedule,
    due_date,
    level_payment,
    payments_in,
    schedule,
)

ANCHOR = date(2025, 1, 31)

# numpy/numpy-financial@f47e8af289f9, numpy_financial/_financial.py, the example in the docstring of ipmt:
# 2500 over a year at 8.24 %, as principal and interest. Unrounded arithmetic, printed to two decimals.
IPMT_2500 = [
    ("200.58", "17.17"),
    ("201.96", "15.79"),
    ("203.35", "14.40"),
    ("204.74", "13.01"),
    ("206.15", "11.60"),
    ("207.56", "10.18"),
    ("208.99", "8.76"),
    ("210.42", "7.32"),
    ("211.87", "5.88"),
    ("213.32", "4.42"),
    ("214.79", "2.96"),
    ("216.26", "1.49"),
]


def terms(
    *, amount="250000", annual_rate="6", term_months=12, frequency=Frequency.MONTHLY, anchor=ANCHOR
) -> dict:
    return {
        "amount": Decimal(amount),
        "annual_rate": Decimal(annual_rate),
        "term_months": term_months,
        "frequency": frequency,
        "anchor": anchor,
    }


def month_ends(*, day: int) -> list[date]:
    """January 2023 to February 2024, each month's `day` or, where it is shorter, its last."""
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return [
        *(date(2023, month, min(day, length)) for month, length in enumerate(lengths, start=1)),
        date(2024, 1, day),
        date(2024, 2, min(day, 29)),
    ]


class TestPublishedFigures:
    def test_thirty_years_agree_to_the_cent(self):
        # mlibby/PiggyBank, tests/models/test_amortization.py: 100,000 at 6 % over 360 months.
        instalments = schedule(**terms(amount="100000", term_months=360))
        payments = [instalment.principal + instalment.interest for instalment in instalments]
        assert len(instalments) == 360
        assert payments == [Decimal("599.55")] * 359 + [Decimal("600.00")]
        assert sum(instalment.interest for instalment in instalments) == Decimal("115838.45")

    @pytest.mark.parametrize("number", range(1, 13))
    def test_a_year_agrees_with_unrounded_arithmetic_within_two_cents(self, number):
        instalment = schedule(**terms(amount="2500", annual_rate="8.24"))[number - 1]
        principal, interest = map(Decimal, IPMT_2500[number - 1])
        assert instalment.number == number
        assert abs(instalment.principal - principal) <= Decimal("0.02")
        assert abs(instalment.interest - interest) <= Decimal("0.02")

    def test_the_interest_of_a_year_agrees_within_two_cents(self):
        # The same example's total.
        interest = sum(
            instalment.interest for instalment in schedule(**terms(amount="2500", annual_rate="8.24"))
        )
        assert abs(interest - Decimal("112.98")) <= Decimal("0.02")

    @pytest.mark.parametrize(
        ("amount", "annual_rate", "payments", "frequency", "payment"),
        [
            # https://support.microsoft.com/zh-cn/sharepoint/functions-data/pmt-function
            pytest.param("10000", "8", 10, Frequency.MONTHLY, "1037.03", id="microsoft"),
            # https://wiki.openoffice.org/wiki/Documentation/How_Tos/Calc:_PMT_function
            pytest.param("5000", "5.5", 24, Frequency.MONTHLY, "220.48", id="openoffice"),
            # https://help.claris.com/en/pro-help/content/pmt.html
            pytest.param("21000", "6.9", 48, Frequency.MONTHLY, "501.90", id="claris"),
            # https://developer.mescius.com/spreadnet/docs/latest/online-formula/FunctionPMT.html
            pytest.param("5000", "6", 15, Frequency.MONTHLY, "346.82", id="mescius"),
            # https://help.adobe.com/en_US/AEMForms/6.1/DesignerFormCalcRef/ (Pmt), which prints
            # 855.17604207164 and 3403.82145169876.
            pytest.param("150000", "4.75", 300, Frequency.MONTHLY, "855.18", id="adobe-monthly"),
            pytest.param("25000", "8.5", 12, Frequency.YEARLY, "3403.82", id="adobe-yearly"),
        ],
    )
    def test_level_payments_agree_to_the_cent(self, amount, annual_rate, payments, frequency, payment):
        assert level_payment(Decimal(amount), Decimal(annual_rate), payments, frequency) == Decimal(payment)

    # apache/fineract@4198b0bcf9a9, integration-tests/src/test/java/org/apache/fineract/integrationtests/
    # LoanApplicationScheduleMonthlyTest.java, validateSeedDate25 to validateSeedDate31: fourteen months from
    # a first due date. Counted from that as the anchor, the first due date is number 0.
    @pytest.mark.parametrize("day", [25, 28, 30, 31])
    def test_due_dates_are_clamped_to_the_end_of_the_month(self, day):
        first_due = date(2023, 1, day)
        found = [due_date(first_due, Frequency.MONTHLY, number) for number in range(14)]
        assert found == month_ends(day=day)


class TestDueDates:
    @pytest.mark.parametrize(
        ("frequency", "first", "second", "third"),
        [
            (Frequency.WEEKLY, date(2025, 2, 7), date(2025, 2, 14), date(2025, 2, 21)),
            (Frequency.FORTNIGHTLY, date(2025, 2, 14), date(2025, 2, 28), date(2025, 3, 14)),
            (Frequency.MONTHLY, date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)),
            (Frequency.QUARTERLY, date(2025, 4, 30), date(2025, 7, 31), date(2025, 10, 31)),
            (Frequency.YEARLY, date(2026, 1, 31), date(2027, 1, 31), date(2028, 1, 31)),
        ],
    )
    def test_first_due_date_is_one_period_after_the_anchor(self, frequency, first, second, third):
        instalments = schedule(**terms(term_months=36, frequency=frequency))
        assert [instalment.due_date for instalment in instalments[:3]] == [first, second, third]

    def test_yearly_due_date_returns_to_29_february(self):
        found = [due_date(date(2024, 2, 29), Frequency.YEARLY, number) for number in (1, 2, 3, 4)]
        assert found == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]

    def test_december_is_followed_by_january_of_the_next_year(self):
        assert due_date(date(2024, 11, 30), Frequency.MONTHLY, 1) == date(2024, 12, 30)
        assert due_date(date(2024, 11, 30), Frequency.MONTHLY, 2) == date(2025, 1, 30)

    def test_weekly_due_dates_ignore_daylight_saving(self):
        # Sydney's clocks go back on 6 April 2025.
        found = [due_date(date(2025, 4, 1), Frequency.WEEKLY, number) for number in range(53)]
        assert {later - earlier for earlier, later in pairwise(found)} == {timedelta(7)}


class TestPeriods:
    def test_frequency_values_and_labels(self):
        assert Frequency.choices == [
            ("weekly", "Weekly"),
            ("fortnightly", "Fortnightly"),
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("yearly", "Yearly"),
        ]

    @pytest.mark.parametrize(
        ("term_months", "frequency", "payments"),
        [
            (3, Frequency.WEEKLY, 13),
            (12, Frequency.WEEKLY, 52),
            (6, Frequency.FORTNIGHTLY, 13),
            (12, Frequency.FORTNIGHTLY, 26),
            (1, Frequency.MONTHLY, 1),
            (360, Frequency.MONTHLY, 360),
            (3, Frequency.QUARTERLY, 1),
            (18, Frequency.QUARTERLY, 6),
            (24, Frequency.YEARLY, 2),
        ],
    )
    def test_number_of_repayments_of_a_term(self, term_months, frequency, payments):
        assert payments_in(term_months, frequency) == payments
        assert len(schedule(**terms(term_months=term_months, frequency=frequency))) == payments

    @pytest.mark.parametrize(
        ("frequency", "payment", "first_interest"),
        [
            # 5,200 at 5.2 % is 0.1 % a week and 0.2 % a fortnight; the payments 102.6725… and 205.4449… come
            # from the annuity formula in exact fractions.
            (Frequency.WEEKLY, "102.67", "5.20"),
            (Frequency.FORTNIGHTLY, "205.44", "10.40"),
        ],
    )
    def test_weekly_rate(self, frequency, payment, first_interest):
        first, *_ = schedule(**terms(amount="5200", annual_rate="5.2", frequency=frequency))
        assert first.interest == Decimal(first_interest)
        assert first.principal + first.interest == Decimal(payment)


class TestCents:
    @pytest.mark.parametrize(
        ("amount", "interest"),
        [
            # 1 % a month of these is exactly half a cent more than a cent: half-even goes to the even one.
            ("100.50", "1.00"),
            ("101.50", "1.02"),
        ],
    )
    def test_interest_is_rounded_half_even(self, amount, interest):
        first, *_ = schedule(**terms(amount=amount, annual_rate="12"))
        assert first.interest == Decimal(interest)

    @pytest.mark.parametrize(("amount", "payment"), [("12.30", "1.02"), ("12.42", "1.04")])
    def test_the_level_payment_is_rounded_half_even(self, amount, payment):
        # A twelfth of these is 1.025 and 1.035.
        assert level_payment(Decimal(amount), Decimal(0), 12, Frequency.MONTHLY) == Decimal(payment)

    @pytest.mark.parametrize("frequency", Frequency)
    @pytest.mark.parametrize("annual_rate", ["0", "0.0001", "6", "7.7777", "48"])
    @pytest.mark.parametrize("amount", ["99.99", "1000", "250000.01", "999999999.99"])
    def test_the_principal_adds_up_to_the_amount(self, amount, annual_rate, frequency):
        instalments = schedule(
            **terms(amount=amount, annual_rate=annual_rate, term_months=60, frequency=frequency)
        )
        assert sum(instalment.principal for instalment in instalments) == Decimal(amount)
        assert [instalment.number for instalment in instalments] == list(range(1, len(instalments) + 1))
        for instalment in instalments:
            assert instalment.principal == round(instalment.principal, 2) >= 0
            assert instalment.interest == round(instalment.interest, 2) >= 0

    @pytest.mark.parametrize(
        ("amount", "annual_rate", "principals"),
        [
            # A level payment is a cent at least: it is paid while there is something to pay, and then the
            # rows are empty.
            ("0.07", "0", ["0.01"] * 7 + ["0.00"] * 5),
            ("0.07", "6", ["0.01"] * 7 + ["0.00"] * 5),
            ("0.12", "0", ["0.01"] * 12),
            # 0.0141… rounded down leaves the rest to the last.
            ("0.17", "0", ["0.01"] * 11 + ["0.06"]),
            ("1.00", "0", ["0.08"] * 11 + ["0.12"]),
        ],
    )
    def test_amount_of_a_few_cents_is_repaid_exactly(self, amount, annual_rate, principals):
        instalments = schedule(**terms(amount=amount, annual_rate=annual_rate))
        assert [instalment.principal for instalment in instalments] == [Decimal(p) for p in principals]
        assert all(instalment.interest == 0 for instalment in instalments)

    def test_interest_free_loan_has_equal_repayments(self):
        instalments = schedule(**terms(amount="1200", annual_rate="0"))
        assert [(i.principal, i.interest) for i in instalments] == [(Decimal(100), Decimal(0))] * 12

    def test_single_repayment_is_principal_plus_interest(self):
        (only,) = schedule(**terms(amount="1000", annual_rate="12", term_months=1))
        assert (only.principal, only.interest) == (Decimal("1000.00"), Decimal("10.00"))
        assert only.due_date == date(2025, 2, 28)


class TestRefusals:
    @pytest.mark.parametrize("frequency", Frequency)
    @pytest.mark.parametrize("term_months", [0, -12])
    def test_term_without_a_whole_number_of_repayments_is_refused(self, term_months, frequency):
        with pytest.raises(NoSchedule, match=f"^A term of {term_months} months cannot be divided into "):
            schedule(**terms(term_months=term_months, frequency=frequency))

    @pytest.mark.parametrize(
        ("term_months", "frequency", "words"),
        [
            (1, Frequency.WEEKLY, "1 month cannot be divided into weeks"),
            (10, Frequency.WEEKLY, "10 months cannot be divided into weeks"),
            (3, Frequency.FORTNIGHTLY, "3 months cannot be divided into fortnights"),
            (4, Frequency.QUARTERLY, "4 months cannot be divided into quarters"),
            (18, Frequency.YEARLY, "18 months cannot be divided into years"),
        ],
    )
    def test_partial_period_is_refused(self, term_months, frequency, words):
        with pytest.raises(NoSchedule) as refused:
            schedule(**terms(term_months=term_months, frequency=frequency))
        assert str(refused.value) == f"A term of {words}."

    @pytest.mark.parametrize("frequency", Frequency)
    def test_a_day_that_no_calendar_has_is_refused(self, frequency):
        with pytest.raises(NoSchedule, match=r"^The repayments would go on after the year 9999\.$"):
            schedule(**terms(frequency=frequency, anchor=date(9999, 12, 31)))

    @pytest.mark.parametrize(
        ("amount", "annual_rate", "term_months", "payment"),
        [
            # 60 % a month: what repays the loan over thirty years is far below a cent.
            pytest.param("100", "720", 360, "60.00", id="interest-eats-all"),
            # Half a cent a month is rounded to nothing, and so is its interest.
            pytest.param("0.06", "0", 12, "0.00", id="nothing-is-repaid"),
            pytest.param("0.01", "6", 12, "0.00", id="a-cent-over-a-year"),
            pytest.param("0.01", "0", 2, "0.00", id="a-cent-in-two-parts"),
        ],
    )
    def test_a_payment_that_only_covers_the_first_interest_is_refused(
        self, amount, annual_rate, term_months, payment
    ):
        with pytest.raises(NoSchedule) as refused:
            schedule(**terms(amount=amount, annual_rate=annual_rate, term_months=term_months))
        assert str(refused.value) == (
            f"A repayment of {payment} only covers the first period's interest and repays nothing."
        )

    def test_payment_one_cent_above_the_first_interest_is_accepted(self):
        # 1 % a month over 60 years: a payment of 1.0007… is rounded to the first interest, 1.00; on ten times
        # the amount 10.0077… is rounded to a cent more than the interest.
        with pytest.raises(NoSchedule):
            schedule(**terms(amount="100", annual_rate="12", term_months=720))
        first, *_ = schedule(**terms(amount="1000", annual_rate="12", term_months=720))
        assert (first.principal, first.interest) == (Decimal("0.01"), Decimal("10.00"))

    def test_single_repayment_is_accepted_at_any_interest(self):
        # A cent at 150 %: the level payment 0.025 and the interest 0.015 are both rounded to 0.02.
        yearly = terms(amount="0.01", annual_rate="150", term_months=12, frequency=Frequency.YEARLY)
        (only,) = schedule(**yearly)
        assert (only.principal, only.interest) == (Decimal("0.01"), Decimal("0.02"))
