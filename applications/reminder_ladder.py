"""The reminder ladder: what is told about a repayment, by days from its due date.

A reminder is a courtesy and never claims to be a notice that the law asks for.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from users.preferences import Event


class ReminderState(TextChoices):
    SENT = "sent", "Sent"
    SUPERSEDED = "superseded", "Superseded"
    PAUSED = "paused", "Paused"
    EXPIRED = "expired", "Expired"
    UNREACHABLE = "unreachable", "Unreachable"
    # Its reason was gone before any e-mail of it had left, mostly because the money came. The rung is dealt
    # with anew if something is owed again.
    WITHDRAWN = "withdrawn", "Withdrawn"


@dataclass(frozen=True, kw_only=True)
class Rung:
    """What is said `days` after the due date, or before it where they are negative.

    The texts are templates. Their variables are `owed`, `reference`, `due`, `who`, `are` and `have` (singular
    or plural), `bdm`, and those of `day_variables`: each as it is when the reminder is sent.
    """

    days: int
    event: Event
    subject: str
    to_borrowers: str = ""
    to_staff: str = ""

    def day_of(self, due_on: date) -> date:
        """The day on which a repayment reaches this rung."""
        return due_on + timedelta(days=self.days)

    def last_due_date(self, today: date) -> date:
        """The due date of the repayments that reach this rung today; earlier ones have reached it."""
        return today - timedelta(days=self.days)


LADDER = (
    Rung(
        days=-7,
        event=Event.REPAYMENT_UPCOMING,
        subject="Your repayment for loan {reference} is due on {due}",
        to_borrowers="Your repayment of {owed} for loan {reference} is due on {due}.",
    ),
    Rung(
        days=-1,
        event=Event.REPAYMENT_UPCOMING,
        subject="Your repayment for loan {reference} is due tomorrow",
        to_borrowers="Your repayment of {owed} for loan {reference} is due tomorrow, on {due}.",
    ),
    Rung(
        days=3,
        event=Event.REPAYMENT_OVERDUE,
        subject="Your repayment for loan {reference} is {days} days overdue",
        to_borrowers=(
            "Your repayment of {owed} for loan {reference} was due on {due} and is {days} days overdue."
        ),
        to_staff="{who} {are} {days} days late: {owed} on {reference} since {due}.",
    ),
    Rung(
        days=7,
        event=Event.REPAYMENT_OVERDUE,
        subject="Your repayment for loan {reference} is {days} days overdue",
        to_borrowers=(
            "Your repayment of {owed} for loan {reference} was due on {due} and is {days} days overdue. "
            "{passed_on} to {bdm}, who looks after your loan."
        ),
        to_staff=(
            "{who} {are} {days} days late and {have} had the last reminder: "
            "{owed} on {reference} since {due}."
        ),
    ),
    Rung(
        days=10,
        event=Event.REPAYMENT_ESCALATED,
        subject="{reference} is {days} days overdue and has been passed to you",
        to_staff=(
            "{who} {have} owed {owed} on {reference} since {due}. The repayment has been passed to {bdm}."
        ),
    ),
    Rung(
        days=30,
        event=Event.REPAYMENT_ARREARS,
        subject="{reference} has been in arrears for {days} days",
        to_staff="{who} {have} been in arrears for {days} days: {owed} on {reference} since {due}.",
    ),
)


# From this rung on, a reminder says that the repayment was passed to the BDM.
PASSED_ON_AFTER = next(rung.days for rung in LADDER if rung.event == Event.REPAYMENT_ESCALATED)
PASSED_ON = "It has been passed on"
LAST_REMINDER = "This is the last reminder before it is passed on"


def day_variables(*, due_on: date, today: date) -> dict[str, str]:
    """The variables that depend on the day of sending: `days` since the due date, and `passed_on`, a sentence
    on whether the BDM has the repayment."""
    days = (today - due_on).days
    return {"days": str(days), "passed_on": PASSED_ON if days >= PASSED_ON_AFTER else LAST_REMINDER}


@dataclass(frozen=True)
class Pause:
    """Days of a hardship pause, the first and the last included."""

    from_day: date
    to_day: date

    def __contains__(self, day: date) -> bool:
        return self.from_day <= day <= self.to_day


def rungs_due(
    *, due_on: date, today: date, dealt_with: Collection[int], pauses: Iterable[Pause] = ()
) -> list[tuple[Rung, ReminderState]]:
    """Returns the state of each rung that an unpaid repayment has reached and that has no reminder yet.

    At most one is sent: the highest that was reached. Lower ones are superseded, those before the due date
    expire with it, and those that fall into a hardship pause are not sent, also after the pause.
    """
    pauses = tuple(pauses)
    reached = [rung for rung in LADDER if rung.day_of(due_on) <= today]
    return [
        (rung, _state_of(rung, due_on, today, pauses, is_highest=rung is reached[-1]))
        for rung in reached
        if rung.days not in dealt_with
    ]


def may_still_be_sent(*, rung: Rung, due_on: date, today: date, pauses: Iterable[Pause] = ()) -> bool:
    """Whether a queued reminder may be sent today: its rung is reached, neither the rung's day nor today lies
    in a hardship pause, and one about a day to come is sent before that day only."""
    state = _state_of(rung, due_on, today, tuple(pauses), is_highest=True)
    return rung.day_of(due_on) <= today and state is ReminderState.SENT


def _state_of(
    rung: Rung, due_on: date, today: date, pauses: tuple[Pause, ...], *, is_highest: bool
) -> ReminderState:
    if any(rung.day_of(due_on) in pause for pause in pauses):
        return ReminderState.PAUSED
    if rung.days < 0 and today >= due_on:
        return ReminderState.EXPIRED
    if any(today in pause for pause in pauses):
        return ReminderState.PAUSED
    return ReminderState.SENT if is_highest else ReminderState.SUPERSEDED
