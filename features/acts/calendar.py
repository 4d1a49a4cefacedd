"""Time that passes."""

from collections.abc import Iterator

from features.acts.now import Now, as_moment
from features.acts.values import Words
from timeskip.explore import Act


def around_reminders(now: Now, words: Words) -> Iterator[str]:
    """The morning of the next reminder and the minute before, and the morning of the one after that."""
    mornings = now.mornings_of_reminders()
    for morning in mornings[:1]:
        yield as_moment(now._at(morning, 9))
        yield as_moment(now._at(morning, 6, 59))
    for morning in mornings[1:2]:
        yield as_moment(now._at(morning, 9))


def around_digests(now: Now, words: Words) -> Iterator[str]:
    """When the next digests have been sent, and the minute before."""
    yield as_moment(now.next(17, 45))
    yield as_moment(now.next(17, 29))


def after_night(now: Now, words: Words) -> Iterator[str]:
    """Tomorrow after the night's tasks and the morning's reports."""
    yield as_moment(now.next(7))


ACTS = (
    Act("When {moment} comes", "payments", weight=4, values={"moment": after_night}),
    Act("When {moment} comes", "reminders", weight=6, values={"moment": around_reminders}),
    Act("When {moment} comes", "digests", weight=6, values={"moment": around_digests}),
    Act("When {moment} comes", "reports", weight=6, values={"moment": after_night}),
    Act("When 15 minutes pass", "notifications stages digests documents", weight=2),
    Act(
        "Given the scheduler is down until {moment}",
        "reminders digests",
        values={"moment": lambda now, words: [as_moment(now.next(12, days=1))]},
    ),
)
