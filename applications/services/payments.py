"""Money that comes in, what it pays, and money that bounces."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from applications import refusals, selectors
from applications.models import Allocation, Application, Payment
from applications.models.money import Direction
from applications.services.reminders import reminders_withdraw


@transaction.atomic
def payment_record(*, application: Application, amount: Decimal, value_date: date) -> Payment:
    """Record money received for a loan: the oldest unpaid repayments first, future ones with the rest.

    What no repayment takes stays unallocated. Reminders that wait to be sent for what is now paid are
    withdrawn. Raises AmountNotPositive.
    """
    if amount <= 0:
        raise refusals.AmountNotPositive(amount)
    _lock(application)
    payment = Payment.objects.create(application=application, amount=amount, value_date=value_date)
    allocations, paid, left = [], [], amount
    for repayment in selectors.repayments_owing(application):
        share = min(left, repayment.owed)
        allocations.append(Allocation(payment=payment, repayment=repayment, amount=share))
        left -= share
        if share == repayment.owed:
            paid.append(repayment)
        if not left:
            break
    Allocation.objects.bulk_create(allocations)
    reminders_withdraw(repayments=paid)
    return payment


@transaction.atomic
def payment_reverse(*, payment: Payment, value_date: date) -> Payment:
    """Record that money received has bounced: what it had paid is owed again.

    Raises AlreadyReversed the second time.
    """
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


def _lock(application: Application) -> None:
    # Two payments at once would both see the same repayment unpaid.
    Application.objects.select_for_update().get(pk=application.pk)
