"""Reminders: which rung of the ladder is dealt with, when, and how."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.utils import timezone

from features.drivers.shown import shown
from features.invariants import called
from features.invariants.books import Books, Step
from features.invariants.invariant import invariant
from features.restated import LADDER, MANDATORY, NOTIFIED
from features.words import EVENTS

# Days from the due date.
RUNGS = tuple(LADDER)
# Those of which each borrower gets an e-mail, and the event by which the borrower may switch it off.
E_MAILED = {rung: EVENTS[event] for rung, event in LADDER.items() if "Borrower" in NOTIFIED[event][1]}
NEVER_SWITCHED_OFF = {EVENTS[event] for event in MANDATORY}


def _new(step: Step):
    """Reminders that were written or dealt with anew, with their repayments and the day."""
    before = {row.pk: row.state for row in step.before.reminders}
    repayments = step.after.by_id("repayments")
    for reminder in step.after.reminders:
        if before.get(reminder.pk) != reminder.state and reminder.state != "withdrawn":
            is_new = reminder.pk not in before
            day = timezone.localtime(reminder.created_at).date() if is_new else None
            yield reminder, repayments[reminder.repayment_id], day


def _is_paused(books: Books, repayment, day) -> bool:
    return any(
        pause.application_id == repayment.application_id and pause.from_day <= day <= pause.to_day
        for pause in books.pauses
    )


@invariant(
    "A reminder is written on its day or later, for a funded loan, and never sent for what is paid.",
    reads="reminders repayments applications payments allocations",
)
def has_a_reason(step: Step):
    loans = step.after.by_id("applications")
    known = step.before.by_id("repayments")
    for reminder, repayment, day in _new(step):
        if day is not None and day < repayment.due_date + timedelta(days=reminder.rung):
            yield f"{called.reminder(step.after, reminder)} was written on {shown(day)}"
        if loans[repayment.application_id].stage != "funded":
            yield f"{called.reminder(step.after, reminder)} is of a loan that is not funded"
        was_paid = repayment.pk in known and step.before.owed(known[repayment.pk]) <= 0
        if reminder.state == "sent" and was_paid and step.after.owed(repayment) <= 0:
            yield f"{called.reminder(step.after, reminder)} was sent although it is paid"


@invariant(
    "A rung whose day lies in a hardship pause is kept as paused.",
    reads="reminders repayments pauses",
    names="applications",
)
def pauses_are_kept(step: Step):
    for reminder, repayment, _ in _new(step):
        day = repayment.due_date + timedelta(days=reminder.rung)
        # As it was, or as it is: a phrase may grant the pause.
        paused = _is_paused(step.before, repayment, day) and _is_paused(step.after, repayment, day)
        if paused and reminder.state != "paused":
            yield f"{called.reminder(step.after, reminder)} fell into a pause and is {reminder.state}"


@invariant(
    "Only the highest rung that was reached is sent, and none before the due date once that day has come.",
    reads="reminders repayments",
    names="applications",
)
def only_the_highest_is_sent(step: Step):
    for reminder, repayment, day in _new(step):
        if reminder.state != "sent" or day is None:
            continue
        higher = [rung for rung in RUNGS if rung > reminder.rung]
        if higher and day >= repayment.due_date + timedelta(days=higher[0]):
            name = called.reminder(step.after, reminder)
            yield f"{name} was sent on {shown(day)}, when a later one was reached"
        if reminder.rung < 0 and day >= repayment.due_date:
            yield f"{called.reminder(step.after, reminder)} was sent on {shown(day)}"


@invariant(
    "At most one reminder of a repayment is sent on a day.",
    reads="reminders",
    names="repayments applications",
)
def one_a_day(step: Step):
    days = Counter(
        (reminder.repayment_id, timezone.localtime(reminder.created_at).date())
        for reminder in step.after.reminders
        if reminder.state == "sent"
    )
    repayments = step.after.by_id("repayments")
    for (repayment_id, day), count in days.items():
        if count > 1:
            yield f"{count} of {called.repayment(step.after, repayments[repayment_id])} on {shown(day)}"


@invariant(
    "A reminder stays on record, and changes only where it was withdrawn before it was sent.",
    reads="reminders",
    names="repayments applications",
)
def stays_on_record(step: Step):
    now = {reminder.pk: reminder.state for reminder in step.after.reminders}
    for reminder in step.before.reminders:
        state = now.get(reminder.pk)
        # In one step a reminder may be withdrawn and dealt with anew.
        may_change = state is not None and reminder.state in ("sent", "withdrawn")
        if state != reminder.state and not may_change:
            yield f"{called.reminder(step.before, reminder)} was {reminder.state} and is {state or 'gone'}"


@invariant(
    "After 07:00 every rung that was reached is dealt with.",
    reads="reminders repayments applications payments allocations now",
)
def every_rung_is_dealt_with(step: Step):
    seven = step.last(7)
    if seven is None:
        return
    dealt_with = {
        (reminder.repayment_id, reminder.rung)
        for reminder in step.after.reminders
        if reminder.state != "withdrawn"
    }
    loans, known = step.before.by_id("applications"), step.before.by_id("repayments")
    for repayment in step.after.repayments:
        before = known.get(repayment.pk)
        if before is None or repayment.cancelled or loans[repayment.application_id].stage != "funded":
            continue
        if step.after.owed(repayment) <= 0 or step.before.owed(before) <= 0:
            continue
        for rung in RUNGS:
            if (
                repayment.due_date + timedelta(days=rung) <= seven.date()
                and (repayment.pk, rung) not in dealt_with
            ):
                yield f"rung {rung:+d} of {called.repayment(step.after, repayment)}"


@invariant(
    "A reminder that counts as sent has left by e-mail, waits to, or could not be delivered.",
    reads="reminders repayments emails payments allocations pauses now",
    names="applications",
)
def sent_means_that_it_left(step: Step):
    by_reminder = defaultdict(list)
    for email in step.after.emails:
        if email.dedupe_key.startswith("reminder:"):
            by_reminder[tuple(email.dedupe_key.split(":")[1:3])].append(email)
    repayments = step.after.by_id("repayments")
    for reminder in step.after.reminders:
        repayment = repayments[reminder.repayment_id]
        emails = by_reminder[str(reminder.repayment_id), str(reminder.rung)]
        if reminder.state != "sent" or not emails or step.after.owed(repayment) <= 0:
            continue
        if all(email.state == "expired" and email.expires_at is None for email in emails) and not _is_paused(
            step.after, repayment, step.after.now.date()
        ):
            yield f"{called.reminder(step.after, reminder)} counts as sent, and no e-mail of it left"


@invariant(
    "A reminder that is sent is e-mailed to each borrower who has an address and has not switched that off.",
    reads="reminders",
    names="repayments applications emails borrowers borrowers_of_applications people preferences",
)
def each_borrower_is_written_to(step: Step):
    sent = [(reminder, repayment) for reminder, repayment, day in _new(step) if reminder.state == "sent"]
    if not sent:
        return
    written = {email.dedupe_key for email in step.after.emails}
    for reminder, repayment in sent:
        event = E_MAILED.get(reminder.rung)
        # All the time: a phrase may change who borrows, or an address.
        readers = [_reachable(books, repayment.application_id, event) for books in (step.before, step.after)]
        for borrower in sorted(set.intersection(*readers)) if event else ():
            if f"reminder:{repayment.pk}:{reminder.rung}:borrower:{borrower}" not in written:
                whom = step.after.by_id("borrowers")[borrower].email or "a borrower"
                yield f"{called.reminder(step.after, reminder)} was not written to {whom}"


def _reachable(books: Books, application_id: int, event: str) -> set[int]:
    """The borrowers of a loan who get e-mails about an event."""
    borrowers, people = books.by_id("borrowers"), books.by_id("people")
    off = {
        row.user_id
        for row in books.preferences
        if (row.event, row.channel, row.enabled) == (event, "email", False)
        and event not in NEVER_SWITCHED_OFF
    }
    own = (
        borrowers[row.borrower_id]
        for row in books.borrowers_of_applications
        if row.application_id == application_id
    )
    reachable = set()
    for one in own:
        login = people.get(one.user_id)
        has_login = login is not None and login.is_active and login.role == "borrower"
        if (has_login and one.user_id not in off) or (not has_login and one.email):
            reachable.add(one.pk)
    return reachable
