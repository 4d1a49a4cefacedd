"""Payments for loans, and the fees that are charged."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from applications.models import Fee, Payment
from applications.selectors.obligation import fees_with_owed, with_unallocated
from applications.services.payments import payment_record, payment_reverse
from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.lookup import the_last, the_one
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.drivers.shown import shown


class Payments:
    """Records payments and fees, and finds what is still owed or unallocated."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.Payments
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

    def pay_today(self, borrower: str, amount: Decimal) -> None:
        """Record a payment with today's value date."""
        with self._refusals.attempt():
            payment_record(
                application=self._applications.of(borrower), amount=amount, value_date=timezone.localdate()
            )

    def bounce_today(self, borrower: str) -> None:
        """Reverse the latest payment with today's value date."""
        self.bounce(borrower, timezone.localdate())

    def record(self, borrower: str, amount: Decimal, value_date: date, bounced: date | None = None) -> None:
        """Record a payment now; `bounced` is the day of its reversal."""
        loan = self._applications.of(borrower)
        with self._refusals.attempt():
            payment = payment_record(application=loan, amount=amount, value_date=value_date)
            if bounced:
                payment_reverse(payment=payment, value_date=bounced)

    def bounce(self, borrower: str, value_date: date) -> None:
        """Reverse the latest payment with another value date."""
        payment = self._latest(borrower)
        with self._refusals.attempt():
            payment_reverse(payment=payment, value_date=value_date)

    def enter(
        self, who: str, borrower: str, amount: Decimal, value_date: date | None = None, times: int = 1
    ) -> None:
        """Somebody records a payment by hand, today's without a value date; sent more than once if asked."""
        loan, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.enter(person, loan, amount, value_date or timezone.localdate(), times)

    def enter_all_the_same(self, who: str, borrower: str, amount: Decimal, value_date: date) -> None:
        """Somebody records a payment by hand that is not what a bank file has brought."""
        loan, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.enter_all_the_same(person, loan, amount, value_date)

    def enter_bounce(self, who: str, borrower: str, value_date: date | None = None) -> None:
        """Somebody records by hand that the latest payment has bounced; today without a value date."""
        payment, person = self._latest(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.bounce(person, payment, value_date or timezone.localdate())

    def record_all(self, payments: list[dict[str, Any]]) -> None:
        """Record payments of any value date, and their reversals."""
        for row in payments:
            self.record(row["borrower"], row["amount"], row["value date"], row.get("bounced"))

    def received(self, borrower: str, amount: Decimal) -> Payment:
        """Return the latest payment of an amount; AssertionError lists the payments if there is none."""
        every = self._applications.of(borrower).payments.filter(direction="received").order_by("pk")
        known = (f"${one.amount:,.2f}" for one in every)
        return the_last(every.filter(amount=amount), f"payment of ${amount:,.2f} of {borrower}'s", known)

    def recorded_by(self, borrower: str, amount: Decimal) -> str:
        """Return who recorded the payments of an amount, oldest first; AssertionError if there are none."""
        received = self._applications.of(borrower).payments.filter(direction="received").order_by("pk")
        found = received.filter(amount=amount).select_related(
            "recorded_by", "bank_line__bank_file__uploaded_by"
        )
        if not found:
            known = ", ".join(f"${one.amount:,.2f}" for one in received) or "none"
            raise AssertionError(f"{borrower} has no payment of ${amount:,.2f}. Payments: {known}.")
        return ", ".join(_recorder(payment) for payment in found)

    def charge(self, who: str, borrower: str, kind: str, amount: Decimal, due: date, times: int = 1) -> None:
        """Somebody charges a fee; sent more than once if asked."""
        loan, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.charge(person, loan, kind, amount, due, times)

    def owe_fee(self, borrower: str, kind: str, amount: Decimal, due: date) -> None:
        """Add a fee of any day, also of one that is over."""
        Fee.objects.create(
            application=self._applications.of(borrower), kind=kind, amount=amount, due_date=due
        )

    def fee_owed(self, borrower: str, kind: str) -> Decimal:
        """Return what is still owed of a fee."""
        own = self._applications.of(borrower).fees.order_by("pk")
        kinds = own.values_list("kind", flat=True)
        return the_one(fees_with_owed(own.filter(kind=kind)), f"“{kind}” fee of {borrower}'s", kinds).owed

    def left_over(self, borrower: str) -> Decimal:
        """Return the unallocated money of a loan."""
        payments = with_unallocated(self._applications.of(borrower).payments.all())
        return payments.aggregate(total=Sum("unallocated"))["total"] or Decimal(0)

    def count(self, borrower: str) -> int:
        """Return how many payments a loan has received."""
        return self._applications.of(borrower).payments.filter(direction="received").count()

    def fees(self, borrower: str) -> list[dict[str, str]]:
        """Return the fees of an application as a table shows them, the first due first."""
        every = fees_with_owed(self._applications.of(borrower).fees.order_by("due_date", "pk"))
        return [
            {
                "kind": one.kind,
                "due": shown(one.due_date),
                "amount": shown(one.amount),
                "owed": shown(one.owed),
            }
            for one in every
        ]

    def _latest(self, borrower: str) -> Payment:
        received = self._applications.of(borrower).payments.filter(direction="received").order_by("pk")
        paid_for = Payment.objects.order_by("pk").values_list("application__reference", flat=True)
        return the_last(received, f"payment of {borrower}'s", paid_for)


def _recorder(payment: Payment) -> str:
    line = getattr(payment, "bank_line", None)
    by = payment.recorded_by or (line and line.bank_file.uploaded_by)
    return by.name if by else "nobody"
