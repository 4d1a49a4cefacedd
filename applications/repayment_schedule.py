"""Level repayments: what falls due when. A pure function of the loan's terms.

Periodic interest is a simplification: Australian lenders mostly charge it daily, actual/365.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from django.db.models import TextChoices

from users.refusals import Refusal

CENT = Decimal("0.01")
DIGITS = 50  # enough that (1 + i) ** -n of any loan is exact far below a cent


class Frequency(TextChoices):
    WEEKLY = "weekly", "Weekly"
    FORTNIGHTLY = "fortnightly", "Fortnightly"
    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    YEARLY = "yearly", "Yearly"


PERIODS_A_YEAR = {
    Frequency.WEEKLY: 52,
    Frequency.FORTNIGHTLY: 26,
    Frequency.MONTHLY: 12,
    Frequency.QUARTERLY: 4,
    Frequency.YEARLY: 1,
}
DAYS_A_PERIOD = {Frequency.WEEKLY: 7, Frequency.FORTNIGHTLY: 14}
MONTHS_A_PERIOD = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


class NoSchedule(Refusal):
    """These terms have no repayment schedule; the message says why."""


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
            f"{term_months} months hold no whole number of {frequency.label.lower()} repayments."
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
        return _to_the_cent(payment)


def due_date(anchor: date, frequency: Frequency, number: int) -> date:
    """The due date of repayment `number`, counted from the anchor: 31 January, 28 February, 31 March."""
    if frequency in DAYS_A_PERIOD:
        return anchor + timedelta(days=DAYS_A_PERIOD[frequency] * number)
    months = anchor.month - 1 + MONTHS_A_PERIOD[frequency] * number
    year, month = anchor.year + months // 12, months % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def schedule(
    *, amount: Decimal, annual_rate: Decimal, term_months: int, frequency: Frequency, anchor: date
) -> list[Instalment]:
    """Every repayment of a loan paid out on `anchor`; the principal adds up to `amount` to the cent.

    Raises NoSchedule where the term is not a whole number of periods, or where the level repayment would do
    no more than cover the first period's interest.
    """
    payments = payments_in(term_months, frequency)
    payment = level_payment(amount, annual_rate, payments, frequency)
    balance, instalments = amount, []
    for number in range(1, payments + 1):
        interest = _interest_on(balance, annual_rate, frequency)
        if number == 1 and payments > 1 and payment <= interest:
            raise NoSchedule(f"A repayment of {payment} only covers the first interest and repays nothing.")
        principal = balance if number == payments else min(payment - interest, balance)
        balance -= principal
        instalments.append(Instalment(number, due_date(anchor, frequency, number), principal, interest))
    return instalments


def _rate_a_period(annual_rate: Decimal, frequency: Frequency) -> Decimal:
    return annual_rate / 100 / PERIODS_A_YEAR[frequency]


def _interest_on(balance: Decimal, annual_rate: Decimal, frequency: Frequency) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return _to_the_cent(balance * _rate_a_period(annual_rate, frequency))


def _to_the_cent(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_EVEN)
