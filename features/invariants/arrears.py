"""Arrears: a snapshot of each loan every night."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant


@invariant(
    "Days past due count from the due date of the loan's oldest unpaid repayment.",
    reads="snapshots repayments payments allocations",
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
            yield f"{snapshot.days_past_due} days past due on {shown(snapshot.day)}, not {days}"


@invariant(
    "After 01:00 no funded loan is without the arrears of the day.",
    reads="snapshots applications repayments payments allocations now",
)
def every_night_is_taken(step: Step):
    moment = step.last(1)
    if moment is None:
        return
    taken = {(row.application_id, row.day) for row in step.after.snapshots}
    before = step.before.by_id("applications")
    owing = {repayment.application_id for repayment in step.after.unpaid()}
    for loan in step.after.applications:
        was_funded = loan.pk in before and before[loan.pk].stage == "funded"
        # A phrase may go back in time.
        if (
            was_funded
            and timezone.localdate(loan.stage_since) < moment.date()
            and loan.pk in owing
            and (loan.pk, moment.date()) not in taken
        ):
            yield f"{loan.reference} on {shown(moment.date())}"
