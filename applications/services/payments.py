"""One payment that comes in, or bounces."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from applications.models import Application, Payment
from applications.services.booking import Bookings, loans_locked
from users.models import User


@transaction.atomic
def payment_record(
    *,
    application: Application,
    amount: Decimal,
    value_date: date,
    recorded_by: User | None = None,
) -> Payment:
    """Record money received for a loan: the oldest unpaid repayments and fees first, then future ones.

    What none of them takes stays unallocated: it is in suspense. Reminders that wait to be sent for what is
    now paid are withdrawn. Raises AmountNotPositive, or WrongValueDate for a day after today or before the
    loan was funded.
    """
    (loan,) = loans_locked(Application.objects.filter(pk=application.pk)).values()
    bookings = Bookings(incoming={loan.pk: amount})
    payment = bookings.record(loan=loan, amount=amount, value_date=value_date)
    payment.recorded_by = recorded_by
    bookings.write()
    return payment


@transaction.atomic
def payment_reverse(*, payment: Payment, value_date: date, recorded_by: User | None = None) -> Payment:
    """Record that money received has bounced: what it had paid is owed again.

    Raises AlreadyReversed the second time, or WrongValueDate for a day after today or before the payment.
    """
    loans_locked(Application.objects.filter(pk=payment.application_id))
    bookings = Bookings(incoming={}, reversible=[payment])
    reversal = bookings.reverse(payment=payment, value_date=value_date)
    reversal.recorded_by = recorded_by
    bookings.write()
    return reversal
