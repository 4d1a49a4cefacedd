"""Payments and bounces that a person records, besides those in bank files."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from applications import refusals
from applications.models import Application, BankLine, Payment
from applications.models.bank_file import LineState
from applications.models.money import Direction
from applications.payments.likeness import nearest_to
from applications.selectors.bank_file import lines_of_payments, payments_by_hand
from applications.services.audit import audit
from applications.services.booking import loans_locked
from applications.services.once import once
from applications.services.payments import payment_record, payment_reverse
from applications.stages import Stage
from applications.wording import day, money
from users.models import User
from users.preferences import Role


@once
@transaction.atomic
def payment_enter(
    *,
    application: Application,
    amount: Decimal,
    value_date: date,
    by: User,
    is_other_money: bool = False,
) -> Payment:
    """Record money received for a funded loan.

    `is_other_money` says that no line of a bank file and no payment recorded by hand is this one. Raises
    PaymentsAreForAdmins, NotFunded, SameMoney or RecordedAlready where one may be it and nobody has said so,
    AmountNotPositive, or WrongValueDate.
    """
    _refuse_unless_admin(by)
    (loan,) = loans_locked(Application.objects.filter(pk=application.pk)).values()
    if loan.stage != Stage.FUNDED:
        raise refusals.NotFunded(loan.reference)
    # A bank file locks the loan, too: it either has brought its lines, or finds this payment.
    line = nearest_to(value_date, lines_of_payments(loan, amount))
    recorded = nearest_to(value_date, payments_by_hand([loan.pk]).get((loan.pk, amount), []))
    if line and not is_other_money:
        waits = line.state == LineState.SUSPENSE
        raise refusals.SameMoney(_dated(line), _named(line), waits=waits)
    if recorded and not is_other_money:
        raise refusals.RecordedAlready(_dated(recorded))
    payment = payment_record(application=loan, amount=amount, value_date=value_date, recorded_by=by)
    besides = _named(line) if line else f"that of {day(recorded.value_date)}" if recorded else ""
    act = f"recorded a payment of {_dated(payment)}{f' besides {besides}' if besides else ''}"
    audit(application=loan, by=by, act=act)
    return payment


@once
@transaction.atomic
def payment_bounce(*, payment: Payment, value_date: date, by: User) -> Payment:
    """Record that money received has bounced: what it had paid is owed again. Returns the reversal.

    Raises PaymentsAreForAdmins, PaymentNotFound for what is itself a reversal, AlreadyReversed the second
    time, or WrongValueDate for a day after today or before the payment.
    """
    _refuse_unless_admin(by)
    if payment.direction != Direction.RECEIVED:
        raise refusals.PaymentNotFound
    reversal = payment_reverse(payment=payment, value_date=value_date, recorded_by=by)
    act = f"recorded that the payment of {_dated(payment)} bounced on {day(value_date)}"
    audit(application=payment.application, by=by, act=act)
    return reversal


def _dated(one: Payment | BankLine) -> str:
    return f"{money(one.amount)} of {day(one.value_date)}"


def _named(line: BankLine) -> str:
    return f"line {line.line_number} of {line.bank_file.name}"


def _refuse_unless_admin(by: User) -> None:
    if by.role != Role.ADMIN:
        raise refusals.PaymentsAreForAdmins
