"""Money: what payments pay, and what reversals give back."""

from collections import defaultdict
from decimal import Decimal

from features.drivers.shown import shown
from features.invariants import called
from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import REFERENCE


@invariant("A payment pays no more than it brought in.", reads="payments allocations", names="applications")
def pays_what_came_in(step: Step):
    shared = defaultdict(Decimal)
    for allocation in step.after.allocations:
        shared[allocation.payment_id] += allocation.amount
    for payment in step.after.payments:
        if shared[payment.pk] > payment.amount:
            yield f"{called.payment(step.after, payment)} pays {shown(shared[payment.pk])}"


@invariant(
    "A repayment or a fee gets no more than it asks for, and never less than nothing.",
    reads="payments allocations repayments fees",
    names="applications",
)
def gets_what_it_asks_for(step: Step):
    for repayment in step.after.repayments:
        asked, paid = repayment.principal + repayment.interest, step.after.paid[repayment.pk]
        if not 0 <= paid <= asked:
            yield f"{called.repayment(step.after, repayment)} has {shown(paid)} of {shown(asked)}"
    for fee in step.after.fees:
        paid = step.after.paid_fees[fee.pk]
        if not 0 <= paid <= fee.amount:
            yield f"{called.fee(step.after, fee)} has {shown(paid)}"


@invariant(
    "What a repayment or a fee says is paid is what payments paid of it.",
    reads="payments allocations repayments fees",
    names="applications",
)
def says_what_is_paid(step: Step):
    for paid, rows, name in (
        (step.after.paid, step.after.repayments, called.repayment),
        (step.after.paid_fees, step.after.fees, called.fee),
    ):
        for row in rows:
            if row.amount_paid != paid[row.pk]:
                found = f"{shown(row.amount_paid)} instead of {shown(paid[row.pk])}"
                yield f"{name(step.after, row)} says {found}"


@invariant(
    "Money pays the oldest of what is owed first, repayments before fees of the same day; the rest stays in "
    "suspense, to the cent.",
    reads="payments allocations repayments fees",
    names="applications",
)
def pays_the_oldest_first(step: Step):
    received = list(step.new("payments"))
    if not received:
        return
    owed = _owed(step)
    own = defaultdict(dict)
    for allocation in step.after.allocations:
        own[allocation.payment_id][allocation.repayment_id, allocation.fee_id] = allocation.amount
    for payment in received:
        if payment.direction == "reversed":
            for purpose, amount in own[payment.pk].items():
                if purpose in owed[payment.application_id]:
                    owed[payment.application_id][purpose][1] += amount
            continue
        expected, left = {}, payment.amount
        for purpose, entry in sorted(owed[payment.application_id].items(), key=lambda item: item[1][0]):
            share = min(left, entry[1])
            if share > 0:
                expected[purpose] = share
                entry[1] -= share
                left -= share
        if own[payment.pk] != expected:
            shares = f"{_shares(own[payment.pk])} instead of {_shares(expected)}"
            yield f"{called.payment(step.after, payment)} was shared as {shares}"


def _owed(step: Step) -> dict[int, dict]:
    """Before the step: loan → what is owed for → [its place in the order, what is owed]."""
    owed = defaultdict(dict)
    for repayment in step.after.repayments:
        if not repayment.cancelled:
            place = (repayment.due_date, 0, repayment.number)
            owed[repayment.application_id][repayment.pk, None] = [place, step.before.owed(repayment)]
    for fee in step.after.fees:
        place = (fee.due_date, 1, fee.pk)
        owed[fee.application_id][None, fee.pk] = [place, fee.amount - step.before.paid_fees[fee.pk]]
    return owed


def _shares(shares: dict) -> str:
    return ", ".join(shown(amount) for amount in shares.values()) or "nothing"


@invariant(
    "A reversal takes back exactly what its payment had paid.",
    reads="payments allocations",
    names="applications",
)
def gives_back_what_was_paid(step: Step):
    shares = defaultdict(set)
    for allocation in step.after.allocations:
        shares[allocation.payment_id].add((allocation.repayment_id, allocation.fee_id, allocation.amount))
    amounts = {payment.pk: payment.amount for payment in step.after.payments}
    for payment in step.after.payments:
        if payment.reverses_id is not None and (
            shares[payment.pk] != shares[payment.reverses_id]
            or payment.amount != amounts[payment.reverses_id]
        ):
            yield f"{called.payment(step.after, payment)} takes back something else"


@invariant(
    "A payment and what it paid never change: a reversal adds rows of its own.",
    reads="payments allocations",
    names="applications",
)
def money_is_never_rewritten(step: Step):
    payments, now = step.before.by_id("payments"), step.after.by_id("payments")
    for row in step.before.payments:
        if now.get(row.pk) != row:
            yield f"{called.payment(step.before, row)} was changed or deleted"
    shares = step.after.by_id("allocations")
    for row in step.before.allocations:
        if shares.get(row.pk) != row:
            name = called.payment(step.before, payments[row.payment_id])
            yield f"the share of {shown(row.amount)} of {name} was changed or deleted"


@invariant(
    "A line of a bank file is one payment of its amount, a reversal of one, or waits or is set aside.",
    reads="bank_lines payments",
)
def a_line_is_in_one_place(step: Step):
    payments = step.after.by_id("payments")
    for line in step.after.bank_lines:
        payment = payments.get(line.payment_id)
        is_booked = payment is not None and (payment.amount, payment.direction) == (
            line.amount, "received" if line.kind == "payment" else "reversed",
        )  # fmt: skip
        if is_booked == (line.state in ("suspense", "set_aside")) or (payment is not None and not is_booked):
            yield f"line {line.line_number} of {shown(line.amount)} is {line.state}"


@invariant(
    "A line of a bank file pays the one loan that its reference names, unless a person has said which.",
    reads="bank_lines applications",
)
def a_line_is_never_guessed(step: Step):
    loans = step.after.by_id("applications")
    for line in step.new("bank_lines"):
        if line.state == "allocated" and line.resolved_by_id is None:
            named = set(REFERENCE.findall(line.reference.upper()))
            if named != {loans[line.application_id].reference}:
                yield f"“{line.reference}” paid {loans[line.application_id].reference}"
