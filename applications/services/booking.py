"""Money that comes in or bounces, for any number of loans: shared in memory, then written at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from applications import refusals
from applications.models import Allocation, Application, Fee, Payment, Repayment
from applications.models.money import Direction
from applications.payments.shares import shares_of
from applications.payments.value_dates import wrong_with
from applications.selectors.obligation import Obligation, obligations_reached
from applications.services.reminders import reminders_withdraw


def loans_locked(loans: QuerySet[Application]) -> dict[int, Application]:
    """Lock loans until the end of the transaction; returns them by id.

    Two payments at once would both see the same repayment unpaid. Locked in the order of ids, so that two
    workers with several loans each cannot deadlock.
    """
    # Not the keys: rows that refer to a loan, such as the night's snapshots, do not wait.
    locked = loans.select_for_update(no_key=True).only("reference", "stage", "funding_date").order_by("pk")
    return {loan.pk: loan for loan in locked}


class Bookings:
    """Payments and reversals for loans that the caller has locked. `write` saves them."""

    def __init__(self, *, incoming: Mapping[int, Decimal], reversible: Collection[Payment] = ()) -> None:
        """`incoming`: loan id → the most that `record` will receive for it. `reversible`: saved payments that
        `reverse` may get."""
        bouncing = {payment.application_id for payment in reversible}
        self._obligations = obligations_reached(incoming, in_full=bouncing & incoming.keys())
        # By id(), because a payment has no primary key before it is written.
        self._allocations = _allocations_of(reversible)
        self._reversed = _reversed_among(reversible)
        self._received: list[Payment] = []
        self._reversals: list[Payment] = []
        self._paid: set[int] = set()

    def record(self, *, loan: Application, amount: Decimal, value_date: date) -> Payment:
        """Receive money: it pays the oldest unpaid repayments and fees first, then future ones.

        What none of them takes stays unallocated: it is in suspense. Raises AmountNotPositive, or
        WrongValueDate for a day after today or before the loan was funded.
        """
        if amount <= 0:
            raise refusals.AmountNotPositive
        _refuse_wrong(value_date, since=loan.funding_date, event=f"{loan.reference} was funded")
        payment = Payment(application_id=loan.pk, amount=amount, value_date=value_date)
        owing = (one for one in self._obligations[loan.pk] if one.owed > 0)
        shares = shares_of(amount, owing)
        for obligation, share in shares:
            obligation.owed -= share
            if obligation.repayment_id is not None and not obligation.owed:
                self._paid.add(obligation.repayment_id)
        self._allocations[id(payment)] = [_allocation(obligation, share) for obligation, share in shares]
        self._received.append(payment)
        return payment

    def reverse(self, *, payment: Payment, value_date: date) -> Payment:
        """Reverse money received: what it had paid is owed again. `payment` is reversible or from `record`.

        Raises AlreadyReversed the second time, or WrongValueDate for a day after today or before the payment.
        """
        _refuse_wrong(value_date, since=payment.value_date, event="the payment came in")
        if id(payment) in self._reversed:
            raise refusals.AlreadyReversed
        reversal = Payment(
            application_id=payment.application_id,
            direction=Direction.REVERSED,
            amount=payment.amount,
            value_date=value_date,
            reverses=payment,
        )
        shares = self._allocations[id(payment)]
        for share in shares:
            self._owe_again(payment.application_id, share)
        self._allocations[id(reversal)] = [_allocation(share, share.amount) for share in shares]
        self._reversed.add(id(payment))
        self._reversals.append(reversal)
        return reversal

    def write(self) -> None:
        """Save everything, and withdraw reminders that wait to be sent for what is now paid."""
        Payment.objects.bulk_create(self._received)
        # Afterwards, because a reversal may reverse a payment that is written here.
        Payment.objects.bulk_create(self._reversals)
        written = self._received + self._reversals
        for payment in written:
            for share in self._allocations[id(payment)]:
                share.payment_id = payment.pk
        shares = [share for payment in written for share in self._allocations[id(payment)]]
        Allocation.objects.bulk_create(shares)
        _state_what_is_paid(shares)
        reminders_withdraw(self._paid)

    def _owe_again(self, loan_id: int, share: Allocation) -> None:
        # There is none where the repayment was cancelled, or where nothing comes in for the loan.
        for obligation in self._obligations.get(loan_id, ()):
            if (obligation.repayment_id, obligation.fee_id) == (share.repayment_id, share.fee_id):
                obligation.owed += share.amount


def _state_what_is_paid(shares: Iterable[Allocation]) -> None:
    """Write `amount_paid` of all that these shares go to, as the sum of all allocations: it cannot drift."""
    for model, purpose in ((Repayment, "repayment_id"), (Fee, "fee_id")):
        paid = {getattr(share, purpose) for share in shares} - {None}
        if paid:
            with connection.cursor() as cursor:
                cursor.execute(_statement_of_paid(model, purpose, len(paid)), [Direction.REVERSED, *paid])


def _statement_of_paid(model: type[Repayment | Fee], purpose: str, count: int) -> str:
    # Written out: Django takes longer to build it than a payment takes for all else.
    table, payments = model._meta.db_table, Payment._meta.db_table
    return f"""UPDATE "{table}" SET amount_paid = (
            SELECT ROUND(SUM(CASE WHEN direction = %s THEN -share.amount ELSE share.amount END), 2)
            FROM {Allocation._meta.db_table} AS share
            INNER JOIN {payments} AS payment ON payment.id = share.payment_id
            WHERE share.{purpose} = "{table}".id
        )
        WHERE id IN ({", ".join(["%s"] * count)})"""  # noqa: S608 names of this project


def _allocation(purpose: Obligation | Allocation, amount: Decimal) -> Allocation:
    return Allocation(repayment_id=purpose.repayment_id, fee_id=purpose.fee_id, amount=amount)


def _allocations_of(payments: Collection[Payment]) -> dict[int, list[Allocation]]:
    own: dict[int, list[Allocation]] = {payment.pk: [] for payment in payments}
    if not own:
        return {}
    for share in Allocation.objects.filter(payment__in=own).order_by("pk"):
        own[share.payment_id].append(share)
    return {id(payment): own[payment.pk] for payment in payments}


def _reversed_among(payments: Collection[Payment]) -> set[int]:
    if not payments:
        return set()
    reversals = Payment.objects.filter(reverses__in=[payment.pk for payment in payments])
    done = set(reversals.values_list("reverses_id", flat=True))
    return {id(payment) for payment in payments if payment.pk in done}


def _refuse_wrong(value_date: date, *, since: date | None, event: str) -> None:
    reason = wrong_with(value_date, today=timezone.localdate(), since=since, event=event)
    if reason is not None:
        raise refusals.WrongValueDate(reason)
