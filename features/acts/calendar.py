"""Time that passes."""

from collections.abc import Iterator

from features.acts.now import Now, as_moment
from features.acts.values import Words
from timeskip.explore import Act


def around_reminders(now: Now, words: Words) -> Iterator[str]:
    """The morning of the next reminder, and the minute before it is sent."""
    for morning in now.mornings_of_reminders()[:1]:
        yield as_moment(now.at(morning, 9))
        yield as_moment(now.at(morning, 6, 59))


def around_digests(now: Now, words: Words) -> Iterator[str]:
    """When the next digests have been sent, and the minute before."""
    yield as_moment(now.next(17, 45))
    yield as_moment(now.next(17, 29))


def after_reports(now: Now, words: Words) -> Iterator[str]:
    """Tomorrow, or today if it is the night, after the night's tasks and the morning's reports."""
    yield as_moment(now.next(6, 45))


def noon_after_reminder(now: Now, words: Words) -> Iterator[str]:
    """Noon of the day on which the next reminder is due."""
    yield from (as_moment(now.at(morning, 12)) for morning in now.mornings_of_reminders()[:1])


def after_night(now: Now, words: Words) -> Iterator[str]:
    """Tomorrow after the night's tasks and the morning's reminders."""
    yield as_moment(now.next(7))


ACTS = (
    Act("When {moment} comes", "payments", weight=4, values={"moment": after_night}),
    Act("When {moment} comes", "reminders", weight=6, values={"moment": around_reminders}),
    Act("When {moment} comes", "digests", weight=6, values={"moment": around_digests}),
    Act("When {moment} comes", "reports", weight=6, values={"moment": after_reports}),
    Act("When 15 minutes pass", "notifications stages digests documents", weight=2),
    Act("Given the scheduler is down until {moment}", "reminders", values={"moment": noon_after_reminder}),
    Act(
        "Given the scheduler is down until {moment}",
        "digests",
        values={"moment": lambda now, words: [as_moment(now.next(12, days=1))]},
    ),
)
