"""Money that comes in, what it pays, and money that bounces."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Allocation, Application, Fee, Payment, Repayment
from applications.models.money import Direction
from applications.payments.shares import shares_of
from applications.payments.value_dates import wrong_with
from applications.selectors.obligation import obligations_owing
from applications.services.reminders import reminders_withdraw


@transaction.atomic
def payment_record(*, application: Application, amount: Decimal, value_date: date) -> Payment:
    """Record money received for a loan: the oldest unpaid repayments and fees first, then future ones.

    What none of them takes stays unallocated: it is in suspense. Reminders that wait to be sent for what is
    now paid are withdrawn. Raises AmountNotPositive, or WrongValueDate for a day after today or before the
    loan was funded.
    """
    if amount <= 0:
        raise refusals.AmountNotPositive(amount)
    _refuse_wrong(value_date, since=application.funding_date, event=f"{application.reference} was funded")
    _lock(application)
    payment = Payment.objects.create(application=application, amount=amount, value_date=value_date)
    shares = shares_of(amount, obligations_owing(application))
    Allocation.objects.bulk_create(
        Allocation(payment=payment, amount=share, **_purpose(obligation)) for obligation, share in shares
    )
    reminders_withdraw(
        repayments=[one for one, share in shares if isinstance(one, Repayment) and share == one.owed]
    )
    return payment


@transaction.atomic
def payment_reverse(*, payment: Payment, value_date: date) -> Payment:
    """Record that money received has bounced: what it had paid is owed again.

    Raises AlreadyReversed the second time, or WrongValueDate for a day after today or before the payment.
    """
    _refuse_wrong(value_date, since=payment.value_date, event="the payment came in")
    _lock(payment.application)
    if Payment.objects.filter(reverses=payment).exists():
        raise refusals.AlreadyReversed
    reversal = Payment.objects.create(
        application=payment.application,
        direction=Direction.REVERSED,
        amount=payment.amount,
        value_date=value_date,
        reverses=payment,
    )
    Allocation.objects.bulk_create(
        Allocation(payment=reversal, repayment=share.repayment, fee=share.fee, amount=share.amount)
        for share in payment.allocations.all()
    )
    return reversal


def _refuse_wrong(value_date: date, *, since: date | None, event: str) -> None:
    reason = wrong_with(value_date, today=timezone.localdate(), since=since, event=event)
    if reason is not None:
        raise refusals.WrongValueDate(reason)


def _purpose(obligation: Repayment | Fee) -> dict[str, Repayment | Fee]:
    return {"repayment" if isinstance(obligation, Repayment) else "fee": obligation}


def _lock(application: Application) -> None:
    # Two payments at once would both see the same repayment unpaid.
    Application.objects.select_for_update().get(pk=application.pk)
