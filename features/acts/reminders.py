"""Reminders, hardship pauses and notes."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from features.acts.now import Now, as_day
from features.acts.values import Words, in_days
from timeskip.explore import Act

PAUSE = 'When Ada grants {borrower} a hardship pause from {first} to {last} because "Flu"'


def next_reminder(*days: int) -> Callable[[Now, Words], Iterator[str]]:
    """Days so many days after the next reminder's."""

    def after(now: Now, words: Words) -> Iterator[str]:
        for morning in now.mornings_of_reminders()[:1]:
            yield from (as_day(morning + timedelta(more)) for more in days)

    return after


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
    # Until the next reminder's day, and the day before.
    Act(PAUSE, "reminders", 2, {"first": in_days(0), "last": next_reminder(0, -1)}),
    Act(
        "When Ada ends {borrower}'s hardship pause on {day}",
        "reminders",
        values={"borrower": who_has_a_pause, "day": in_days(1)},
    ),
    Act("When Ada removes {borrower}'s hardship pause", "reminders", values={"borrower": who_has_a_pause}),
    Act('When the "repayment reminders" are queued again', "reminders"),
    Act(
        'When Ben assigns Bella the internal note "Call about the income" on Omar\'s application',
        "digests access",
        when=has_none,
    ),
    Act(
        'When Ben asks for a reminder of the note "Call about the income" on {day}',
        "reminders digests",
        2,
        {"day": in_days(1)},
        has_note,
    ),
    Act('When Bella marks the note "Call about the income" as done', "reminders digests", when=has_note),
)
