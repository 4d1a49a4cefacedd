"""Payments for loans, and the fees that are charged."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from applications.models import Fee
from applications.selectors.obligation import fees_with_owed, with_unallocated
from applications.services.payments import payment_record, payment_reverse
from features.drivers.applications import Applications
from features.drivers.refusals import Refusals
from features.words import to_money
from timeskip.gherkin import to_day


class Payments:
    """Records payments and fees, and looks what is left of them."""

    def __init__(self, applications: Applications, refusals: Refusals) -> None:
        self._applications = applications
        self._refusals = refusals

    def pay_today(self, borrower: str, amount: Decimal) -> None:
        """Money arrives for a loan today."""
        with self._refusals.attempt():
            payment_record(
                application=self._applications.of(borrower), amount=amount, value_date=timezone.localdate()
            )

    def bounce_today(self, borrower: str) -> None:
        """The latest payment for a loan turns out not to be covered."""
        payments = self._applications.of(borrower).payments.filter(direction="received")
        with self._refusals.attempt():
            payment_reverse(payment=payments.latest("pk"), value_date=timezone.localdate())

    def record(self, borrower: str, amount: Decimal, value_date: date, bounced: str | None = None) -> None:
        """One payment that is recorded now."""
        loan = self._applications.of(borrower)
        payment = payment_record(application=loan, amount=amount, value_date=value_date)
        if bounced:
            payment_reverse(payment=payment, value_date=to_day(bounced))

    def bounce(self, borrower: str, value_date: date) -> None:
        """The latest payment bounced on a day, as is recorded now."""
        payment = self._applications.of(borrower).payments.filter(direction="received").latest("pk")
        payment_reverse(payment=payment, value_date=value_date)

    def record_all(self, payments: list[dict[str, str]]) -> None:
        """Payments that are recorded now, of any value date; and perhaps the days they bounced on."""
        for row in payments:
            self.record(
                row["borrower"], to_money(row["amount"]), to_day(row["value date"]), row.get("bounced")
            )

    def charge(self, borrower: str, kind: str, amount: Decimal, due: date) -> None:
        """A fee falls due."""
        Fee.objects.create(
            application=self._applications.of(borrower), kind=kind, amount=amount, due_date=due
        )

    def fee_owed(self, borrower: str, kind: str) -> Decimal:
        """What remains of a fee."""
        fees = self._applications.of(borrower).fees.filter(kind=kind)
        return fees_with_owed(fees).get().owed

    def left_over(self, borrower: str) -> Decimal:
        """The money of a loan that found nothing to pay."""
        payments = with_unallocated(self._applications.of(borrower).payments.all())
        return payments.aggregate(total=Sum("unallocated"))["total"] or Decimal(0)
