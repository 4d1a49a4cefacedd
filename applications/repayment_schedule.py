"""Level repayments: what falls due when. A pure function of the loan's terms.

Periodic interest is a simplification: Australian lenders mostly charge it daily, actual/365.
"""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from django.db.models import TextChoices

from applications.refusals import NoSchedule
from applications.wording import counted, money
from common.money import to_the_cent

DIGITS = 50  # enough that (1 + i) ** -n of any loan is exact far below a cent


class Frequency(TextChoices):
    WEEKLY = "weekly", "Weekly"
    FORTNIGHTLY = "fortnightly", "Fortnightly"
    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    YEARLY = "yearly", "Yearly"


PERIODS = {
    Frequency.WEEKLY: "weeks",
    Frequency.FORTNIGHTLY: "fortnights",
    Frequency.MONTHLY: "months",
    Frequency.QUARTERLY: "quarters",
    Frequency.YEARLY: "years",
}
PERIODS_A_YEAR = {
    Frequency.WEEKLY: 52,
    Frequency.FORTNIGHTLY: 26,
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.YEARLY: 1,
}
DAYS_A_PERIOD = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14}
MONTHS_A_PERIOD = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


@dataclass(frozen=True)
class Instalment:
    number: int
    due_date: date
    principal: Decimal
    interest: Decimal


def payments_in(term_months: int, frequency: Frequency) -> int:
    """How many repayments a term has: n = months × f / 12. Raises NoSchedule unless that is whole."""
    payments, rest = divmod(term_months * PERIODS_A_YEAR[frequency], 12)
    if rest or payments <= 0:
        raise NoSchedule(
            f"A term of {counted(term_months, 'month')} cannot be divided into {PERIODS[frequency]}."
        )
    return payments


def level_payment(amount: Decimal, annual_rate: Decimal, payments: int, frequency: Frequency) -> Decimal:
    """The level repayment P = L·i / (1 − (1+i)^−n), to the cent, half-even; L/n where i = 0.

    `annual_rate` is in percent. The formula is the ordinary annuity's (Excel's PMT, payments in arrears).
    """
    with localcontext() as context:
        context.prec = DIGITS
        rate = _rate_a_period(annual_rate, frequency)
        payment = amount * rate / (1 - (1 + rate) ** -payments) if rate else amount / payments
        return to_the_cent(payment)


def repayments_in_words(amount: Decimal, annual_rate: Decimal, term_months: int, frequency: Frequency) -> str:
    """300 monthly repayments of $1,610.75. Raises NoSchedule unless the term is a whole number of periods."""
    payments = payments_in(term_months, frequency)
    payment = level_payment(amount, annual_rate, payments, frequency)
    return f"{counted(payments, f'{frequency.label.lower()} repayment')} of {money(payment)}"


def due_date(anchor: date, frequency: Frequency, number: int) -> date:
    """The due date of repayment `number`, counted from the anchor: 31 January, 28 February, 31 March.

    Raises NoSchedule for a day that no calendar has.
    """
    try:
        if frequency in DAYS_A_PERIOD:
            return anchor + timedelta(days=DAYS_A_PERIOD[frequency] * number)
        months = anchor.month - 1 + MONTHS_A_PERIOD[frequency] * number
        year, month = anchor.year + months // 12, months % 12 + 1
        return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError) as beyond:
        raise NoSchedule(f"The repayments would go on after the year {date.max.year}.") from beyond


def schedule(
    *,
    amount: Decimal,
    annual_rate: Decimal,
    term_months: int,
    frequency: Frequency,
    anchor: date,
    kept: Collection[Instalment] = (),
) -> list[Instalment]:
    """Every repayment of a loan funded on `anchor`; the principal adds up to `amount` to the cent.

    Those in `kept` stay as they are and are left out; what they pay off differently from the terms is made
    up for by a new level repayment over the rest of the term. Raises NoSchedule where the term is not a whole
    number of periods, where the level repayment would do no more than cover the first period's interest,
    where those kept leave no way for the principal to add up, or where no calendar has the days.
    """
    payments = payments_in(term_months, frequency)
    loan = _Amortisation(amount, annual_rate, frequency, payments, {row.number: row for row in kept})
    rows = ((number, loan.go_on_to(number)) for number in range(1, payments + 1))
    return [Instalment(number, due_date(anchor, frequency, number), *row) for number, row in rows if row]


class _Amortisation:
    """What is left of a loan while one goes through its repayments in order."""

    def __init__(
        self,
        amount: Decimal,
        annual_rate: Decimal,
        frequency: Frequency,
        payments: int,
        kept: Mapping[int, Instalment],
    ) -> None:
        self._terms = (annual_rate, frequency)
        self._payments, self._kept, self._balance = payments, kept, amount
        # The principal of those kept repayments that are still to come.
        self._reserved = sum((row.principal for row in kept.values()), Decimal(0))
        self._last = max(set(range(1, payments + 1)) - kept.keys(), default=0)
        self._refuse_unless_it_adds_up()
        self._begin_level(1)

    def go_on_to(self, number: int) -> tuple[Decimal, Decimal] | None:
        """Principal and interest of a repayment; None where it is kept as it is."""
        interest = _interest_on(self._balance, *self._terms)
        if number in self._kept:
            self._keep(self._kept[number], (self._planned(number, interest, self._balance), interest))
            return None
        free = self._balance - self._reserved
        if number == self._begins and number < self._last and free and self._payment <= interest:
            raise NoSchedule(
                f"A repayment of {self._payment} only covers the first period's interest and repays nothing."
            )
        principal = free if number == self._last else self._planned(number, interest, free)
        self._balance -= principal
        return principal, interest

    def _planned(self, number: int, interest: Decimal, free: Decimal) -> Decimal:
        return max(min(self._payment - interest, free), Decimal(0)) if number < self._payments else free

    def _keep(self, row: Instalment, planned: tuple[Decimal, Decimal]) -> None:
        self._reserved -= row.principal
        self._balance -= row.principal
        if (row.principal, row.interest) != planned and row.number < self._payments:
            self._begin_level(row.number + 1)

    def _begin_level(self, number: int) -> None:
        annual_rate, frequency = self._terms
        self._begins = number
        self._payment = level_payment(self._balance, annual_rate, self._payments - number + 1, frequency)

    def _refuse_unless_it_adds_up(self) -> None:
        left = self._balance - self._reserved
        if left < 0:
            raise NoSchedule(
                f"The repayments that cannot change already pay off {self._reserved}, "
                f"more than the amount of {self._balance}."
            )
        if left and not self._last:
            raise NoSchedule(f"No repayment is left to pay off the remaining {left}.")


def _rate_a_period(annual_rate: Decimal, frequency: Frequency) -> Decimal:
    return annual_rate / 100 / PERIODS_A_YEAR[frequency]


def _interest_on(balance: Decimal, annual_rate: Decimal, frequency: Frequency) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return to_the_cent(balance * _rate_a_period(annual_rate, frequency))
