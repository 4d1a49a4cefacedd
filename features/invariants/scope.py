"""Scope: nobody hears of a loan that is not theirs."""

from collections import defaultdict

from features.invariants.books import Step
from features.invariants.invariant import invariant


@invariant(
    "Nobody is told of an application that is not theirs.",
    section="Who may see what",
    reads="notifications applications borrowers_of_applications brokers bdms borrowers people",
)
def told_of_their_own(step: Step):
    new = [row for row in step.new("notifications") if row.subject_ref]
    if not new:
        return
    theirs = defaultdict(set)
    for books in (step.before, step.after):
        _add_parties(books, theirs)
    admins = {person.pk for person in step.after.people if person.role == "admin"}
    for notification in new:
        if notification.subject_ref not in theirs or notification.user_id in admins:
            continue
        if notification.user_id not in theirs[notification.subject_ref]:
            yield f"“{notification.message}” went to somebody who is no party to {notification.subject_ref}"


def _add_parties(books, theirs: dict[str, set[int]]) -> None:
    """Reference → the people who may see the application."""
    brokers, bdms, borrowers = (books.by_id(table) for table in ("brokers", "bdms", "borrowers"))
    loans = books.by_id("applications")
    for loan in loans.values():
        theirs[loan.reference] |= {brokers[loan.broker_id].user_id, bdms[loan.bdm_id].user_id}
    for row in books.borrowers_of_applications:
        theirs[loans[row.application_id].reference].add(borrowers[row.borrower_id].user_id)
