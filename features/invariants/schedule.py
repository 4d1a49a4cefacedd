"""The repayment schedule of a loan."""

import calendar
from collections import defaultdict
from datetime import date, timedelta

from features.drivers.shown import shown
from features.invariants import called
from features.invariants.books import Books, Step
from features.invariants.invariant import invariant

DAYS = {"weekly": 7, "fortnightly": 14}
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def _built(books: Books):
    """Loans whose schedule a move to “Funded” has built, with their repayments, cancelled ones left out."""
    funded = {event.application_id for event in books.stage_events if event.to_stage == "funded"}
    own = defaultdict(list)
    for repayment in books.repayments:
        if not repayment.cancelled and repayment.application_id in funded:
            own[repayment.application_id].append(repayment)
    loans = books.by_id("applications")
    for application_id, repayments in own.items():
        # Phrases add repayments that are interest only.
        if any(repayment.principal for repayment in repayments):
            yield loans[application_id], sorted(repayments, key=lambda one: one.number)


@invariant(
    "The principal of a loan's repayments adds up to the loan.",
    reads="applications stage_events repayments",
)
def principal_adds_up(step: Step):
    before = {loan.pk: (loan, repayments) for loan, repayments in _built(step.before)}
    for loan, repayments in _built(step.after):
        # What a phrase has put there need not add up; once it does, it has to when it is built again.
        may_differ = loan.pk in step.placed and (
            loan.pk not in before or before[loan.pk][1] == repayments or not _adds_up(*before[loan.pk])
        )
        if not may_differ and not _adds_up(loan, repayments):
            principal = sum(repayment.principal for repayment in repayments)
            yield f"{loan.reference}: {shown(principal)} of {shown(loan.amount)}"


def _adds_up(loan, repayments: list) -> bool:
    return sum(repayment.principal for repayment in repayments) == loan.amount


@invariant(
    "Repayments are numbered from 1, and each is due as many periods after the funding date as its number "
    "says, unless it keeps its day because it has received money or a reminder.",
    reads="applications stage_events repayments allocations reminders",
)
def due_one_period_after_another(step: Step):
    touched = {row.repayment_id for row in (*step.after.allocations, *step.after.reminders)}
    for loan, repayments in _built(step.after):
        if loan.pk in step.placed:
            continue
        for place, repayment in enumerate(repayments, 1):
            due = _due(loan, place)
            if repayment.number != place or (repayment.due_date != due and repayment.pk not in touched):
                yield (
                    f"{loan.reference}: number {repayment.number} is due on {shown(repayment.due_date)}, not "
                    f"on {shown(due)}"
                )


def _due(loan, number: int) -> date:
    anchor = loan.funding_date
    if loan.frequency in DAYS:
        return anchor + timedelta(days=number * DAYS[loan.frequency])
    months = anchor.month - 1 + number * MONTHS[loan.frequency]
    year, month = anchor.year + months // 12, months % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


@invariant(
    "A repayment that has received money or a reminder does not change.",
    reads="repayments allocations reminders",
    names="applications",
)
def what_was_paid_or_reminded_of_stays(step: Step):
    touched = {row.repayment_id for row in (*step.before.allocations, *step.before.reminders)}
    now = step.after.by_id("repayments")
    for repayment in step.before.repayments:
        row = now.get(repayment.pk)
        is_same = row is not None and row._replace(amount_paid=repayment.amount_paid) == repayment
        if repayment.pk in touched and not is_same:
            yield f"{called.repayment(step.before, repayment)} was changed"
