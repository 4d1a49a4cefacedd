"""Payments of a loan, and who may see one of them."""

from django.db.models import Exists, OuterRef, QuerySet

from applications import refusals
from applications.models import Application, BankLine, Payment
from applications.models.money import Direction
from applications.selectors.rows import first_or_raise
from users.models import User
from users.preferences import Role

_REVERSED = Exists(Payment.objects.filter(reverses=OuterRef("pk")))


def ledger_of(application: Application) -> QuerySet[Payment]:
    """A loan's payments and reversals, newest first, with who recorded each, whether it was `reversed`, and
    whether it `is_of_a_bank_file`."""
    return (
        application.payments.select_related("recorded_by")
        .annotate(
            reversed=_REVERSED,
            is_of_a_bank_file=Exists(BankLine.objects.filter(payment=OuterRef("pk"))),
        )
        .order_by("-value_date", "-pk")
    )


def payment_for(user: User, payment_id: int) -> Payment:
    """A payment received and whether it was `reversed`, for an admin, who may record its bounce; raises
    PaymentNotFound otherwise."""
    payments = Payment.objects.filter(direction=Direction.RECEIVED).select_related("application")
    received = payments.annotate(reversed=_REVERSED)
    rows = received.filter(pk=payment_id) if user.role == Role.ADMIN else received.none()
    return first_or_raise(rows, refusals.PaymentNotFound)
