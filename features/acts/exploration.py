"""What `manage.py explore` is given: themes with their beginnings, the acts, the end of every story."""

from typing import Any

from features.acts import calendar, documents, notifications, payments, reading, reminders, reports, stages
from features.acts.now import Now
from features.acts.values import VALUES
from timeskip.explore import Exploration, Theme
from timeskip.files import ProcessStopped

# What a full disk raises, and a worker that is stopped.
LET_FAIL = (OSError, ProcessStopped)
PEOPLE = """
And Ada is an admin
And Ben is a BDM who may approve up to $250,000.00
And Bella is a broker who works with Ben
And Omar has applied for $250,000.00 through Bella
"""
THEMES = (
    # The day of two reminders: the loan has one repayment that is overdue, and one to come.
    Theme(
        "reminders",
        f"Given it is Tuesday 11 March 2025 09:00{PEOPLE}"
        "And Omar owes $800.00 on 5 March 2025\nAnd Omar owes $1,250.00 on 19 March 2025\n"
        'And Ben has assigned Bella the internal note "Call about the income" on Omar\'s application\n'
        'And Ben has asked for a reminder of the note "Call about the income" on 13 March 2025\n'
        "And 12 March 2025 09:00 has come",
    ),
    # On the day of the first of three repayments.
    Theme(
        "payments",
        f"Given today is Friday 14 February 2025{PEOPLE}And Rosa has applied for $200,000.00 through Bella\n"
        "And Omar's loan of $2,400.00 at 6 % for 3 months was funded on 14 February 2025\n"
        "And Omar's schedule has been built\nAnd it is Friday 14 March 2025 09:00\n"
        "And Ben has opened the help",
    ),
    # Signed by everybody, and Ben has the page before him.
    Theme(
        "stages",
        f'Given today is Monday 3 March 2025{PEOPLE}And Omar\'s application is at "Formal approval"\n'
        "And Ben is looking at Omar's application",
    ),
    # Bella's tab has shown her what Omar's e-mail, which still waits, says to him.
    Theme(
        "notifications",
        f"Given today is Monday 3 March 2025{PEOPLE}And Bella is online\nAnd the mail server is down\n"
        'And the status "approved" of Omar\'s application was announced\nAnd the mail server has recovered\n'
        "And Ada has opened the help",
    ),
    # Half an hour before the daily digest, and the weekly one.
    Theme(
        "digests",
        f"Given it is Friday 7 March 2025 17:00{PEOPLE}And Bella has chosen a daily digest\n"
        "And Ben has chosen a weekly digest\n"
        'And Bella has moved Omar\'s application to "Pre-approval"',
    ),
    Theme(
        "documents",
        f"Given today is Monday 3 March 2025{PEOPLE}And Nora borrows together with Omar\n"
        "And Nora was born on 3 March 1990 and earns $55,000.00 a year\n"
        'And Omar\'s application is at "Valuation"',
    ),
    # Two brokers share a BDM, and one of them has switched something off. The BDM has the page open.
    Theme(
        "access",
        f"Given today is Monday 3 March 2025{PEOPLE}And Bob is a broker who works with Ben\n"
        "And Nora has applied for $200,000.00 through Bob\n"
        "And Carl is a BDM who may approve up to $250,000.00\nAnd Bella also works with Carl\n"
        'And Omar\'s application is at "Valuation"\n'
        'And Bella has switched off in-app for "application status"\n'
        "And Bella has opened the help\nAnd Bob has opened the help\n"
        "And Omar has opened the help\nAnd Ben has opened the page of Omar's application",
    ),
    # In the night between two weeks that is also one between two months.
    Theme(
        "reports",
        f"Given it is Sunday 31 August 2025 17:00{PEOPLE}And Nora has applied for $200,000.00 through Bella\n"
        "And Omar owes $500.00 on 31 July 2025\nAnd Omar owes $800.00 on 15 August 2025\n"
        "And Omar owes $1,250.00 on 29 August 2025\nAnd Omar's repayment on 31 July 2025 has been cancelled\n"
        "And 1 September 2025 00:30 has come",
    ),
)


def answer(context: Any) -> str | None:
    """The Then that follows what was refused, or a task that failed because the story lets it."""
    if reason := context.world.refusals.unnamed:
        return f'Then it is refused: "{reason}"'
    for run in context.story.tasks.failures:
        if isinstance(run.result, LET_FAIL):
            return f'Then the background task fails: "{run.result}"'
    return None


EXPLORATION = Exploration(
    themes=THEMES,
    acts=(
        *calendar.ACTS,
        *documents.ACTS,
        *notifications.ACTS,
        *payments.ACTS,
        *reading.ACTS,
        *reminders.ACTS,
        *reports.ACTS,
        *stages.ACTS,
    ),
    ending="Then the books are in order",
    values=VALUES,
    state=Now,
    answer=answer,
    # Typst's threads are Rust's.
    in_copies=("typst.compile_with_warnings",),
    apart=lambda context: Now(context).apart(),
)
