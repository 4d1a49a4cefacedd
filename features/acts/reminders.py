"""Reminders, hardship pauses and notes."""

from datetime import timedelta

from features.acts.now import Now, as_day
from features.acts.values import Words
from timeskip.explore import Act

PAUSE = 'When Ada grants {borrower} a hardship pause from {first} to {last} because "Flu"'


def in_days(days: int):
    """The day so many days from today."""
    return lambda now, words: [as_day(now.today + timedelta(days=days))]


def who_has_a_pause(now: Now, words: Words) -> list[str]:
    """Whoever has been granted a pause."""
    return [name for name in now.borrowers if now.world.hardship_pauses.of(name)]


def has_note(now: Now) -> bool:
    """Whether the note has been written."""
    return now.world.notes.there_is_one


def has_none(now: Now) -> bool:
    """Whether it has not."""
    return not has_note(now)


ACTS = (
    Act(PAUSE, "reminders", 2, {"first": in_days(0), "last": in_days(4)}),
    Act(
        "When Ada ends {borrower}'s hardship pause on {day}",
        "reminders",
        values={"borrower": who_has_a_pause, "day": in_days(1)},
    ),
    Act('When the "repayment reminders" are queued again', "reminders"),
    Act(
        'Given Ben has assigned Bella the internal note "Call" on Omar\'s application',
        "digests",
        when=has_none,
    ),
    Act(
        'When Ben asks for a reminder of the note "Call" on {day}',
        "digests",
        2,
        {"day": in_days(1)},
        has_note,
    ),
    Act('When Bella marks the note "Call" as done', "digests", when=has_note),
)
