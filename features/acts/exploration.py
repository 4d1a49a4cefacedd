"""What `manage.py explore` is given: themes with their beginnings, the acts, the end of every story."""

from typing import Any

from features.acts import calendar, documents, notifications, payments, reminders, reports, stages
from features.acts.now import Now
from features.acts.values import VALUES
from timeskip.explore import Exploration, Theme

PEOPLE = """
And Ada is an admin
And Ben is a BDM who may approve up to $250,000.00
And Bella is a broker who works with Ben
And Omar has applied for $250,000.00 through Bella
"""
THEMES = (
    # Between the reminders seven days and one day before the day.
    Theme(
        "reminders",
        f"Given it is Tuesday 11 March 2025 09:00{PEOPLE}And Omar owes $1,250.00 on 14 March 2025",
    ),
    # On the day of one repayment, with another to come.
    Theme(
        "payments",
        f"Given today is Friday 14 March 2025{PEOPLE}"
        "And Omar owes $1,250.00 on 14 March 2025\nAnd Omar owes $800.00 on 28 March 2025",
    ),
    Theme("stages", f'Given today is Monday 3 March 2025{PEOPLE}And Omar\'s application is at "Valuation"'),
    Theme("notifications", f"Given today is Monday 3 March 2025{PEOPLE}And Bella is online"),
    # The day before that of the weekly digest.
    Theme("digests", f"Given it is Thursday 6 March 2025 17:00{PEOPLE}And Bella has chosen a daily digest"),
    Theme(
        "documents", f'Given today is Monday 3 March 2025{PEOPLE}And Omar\'s application is at "Valuation"'
    ),
    # The evening before a weekly report, and two before a monthly one.
    Theme(
        "reports",
        f"Given it is Sunday 30 March 2025 17:00{PEOPLE}And Omar owes $1,250.00 on 28 March 2025",
    ),
)


def refusal(context: Any) -> str | None:
    """The Then that follows what was refused."""
    reason = context.world.refusals.unnamed
    return f'Then it is refused: "{reason}"' if reason else None


EXPLORATION = Exploration(
    themes=THEMES,
    acts=(
        *calendar.ACTS,
        *documents.ACTS,
        *notifications.ACTS,
        *payments.ACTS,
        *reminders.ACTS,
        *reports.ACTS,
        *stages.ACTS,
    ),
    ending="Then the books are in order",
    values=VALUES,
    state=Now,
    answer=refusal,
    # Typst's threads are Rust's.
    in_copies=("typst.compile_with_warnings",),
    apart=lambda context: Now(context).apart(),
)
