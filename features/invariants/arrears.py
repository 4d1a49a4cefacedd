"""Arrears: a snapshot of each loan every night."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from features.drivers.shown import plural, shown
from features.invariants import called
from features.invariants.books import Books, Step
from features.invariants.invariant import invariant


@invariant(
    "Days past due count from the due date of the loan's oldest unpaid repayment.",
    reads="snapshots repayments payments allocations",
    names="applications",
)
def count_from_the_oldest(step: Step):
    moved = {payment.application_id for payment in step.new("payments")}
    latest = defaultdict(lambda: date.min)
    for payment in step.after.payments:
        loan = payment.application_id
        latest[loan] = max(latest[loan], payment.value_date)
    owing = defaultdict(list)
    for repayment in step.after.unpaid():
        owing[repayment.application_id].append(repayment.due_date)
    for snapshot in step.new("snapshots"):
        due = owing[snapshot.application_id]
        days = max(0, (snapshot.day - min(due)).days) if due else 0
        # What came in later is not in a snapshot of that night, nor in one that is made up for.
        is_later = snapshot.application_id in moved or latest[snapshot.application_id] >= snapshot.day
        if not is_later and snapshot.days_past_due != days:
            said = f"{plural(snapshot.days_past_due, 'day')} past due on {shown(snapshot.day)}, not {days}"
            yield f"{called.loan(step.after, snapshot.application_id)} is {said}"


@invariant(
    "After 01:00 no funded loan that owes anything is without the arrears of that night.",
    reads="snapshots applications repayments payments allocations now",
)
def every_night_is_taken(step: Step):
    nights = [moment.date() for moment in step.moments(1)]
    if not nights:
        return
    taken = {(row.application_id, row.day) for row in step.after.snapshots}
    # All the time: a loan that is paid, or whose payment bounces, in this step owes on some of its nights.
    owing = _owing(step.before) & _owing(step.after)
    before = step.before.by_id("applications")
    for loan in step.after.applications:
        if loan.pk not in owing or before[loan.pk].stage != "funded":
            continue
        funded_on = timezone.localdate(loan.stage_since)
        for night in nights:
            # A phrase may go back in time.
            if funded_on < night and (loan.pk, night) not in taken:
                yield f"{loan.reference} on {shown(night)}"


def _owing(books: Books) -> set[int]:
    """The loans that owe a repayment."""
    return {repayment.application_id for repayment in books.unpaid()}
