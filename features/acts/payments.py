"""Money: what is owed, paid, booked and reversed."""

from collections.abc import Iterator

from features.acts.now import Now, as_day, as_money
from features.acts.values import Words, in_days
from timeskip.explore import Act

BANK_FILE = """
When Ada imports the bank file "March.csv"
| date    | amount  | reference   |
| {today} | $900.00 | HL-OMAR     |
| {today} | $100.00 | {reference} |
"""


def who_has_paid(now: Now, words: Words) -> list[str]:
    """Whoever has paid something."""
    return [name for name in now.borrowers if now.has_paid(name)]


def oldest(now: Now, words: Words) -> Iterator[str]:
    """The oldest repayment that is owed."""
    yield from (as_money(amount) for _, amount in now.unpaid(words["debtor"])[:1])


def today(now: Now, words: Words) -> Iterator[str]:
    """The day of the story."""
    yield as_day(now.today)


def in_suspense(now: Now, words: Words) -> list[str]:
    """What payers wrote on the money that waits for a decision."""
    return [f'"{reference}"' for reference in now.in_suspense()]


ACTS = (
    Act("When {borrower} pays {payment}", "payments reminders reports", weight=5),
    Act("When {borrower}'s payment bounces", "payments reminders reports", 3, {"borrower": who_has_paid}),
    Act("Given {debtor} owes {amount} on {due day}", "payments", 2, {"amount": ("$100.00",)}),
    Act("When Ada records {debtor}'s payment of {payment}", "payments", 2, {"payment": oldest}),
    Act(
        "When Ada records {debtor}'s payment of {payment} in a request that comes twice",
        "payments",
        1,
        {"payment": oldest},
    ),
    Act(
        "When Ada records that {borrower}'s payment bounced on {today}",
        "payments",
        1,
        {"borrower": who_has_paid, "today": today},
    ),
    Act(
        'When Ben charges {debtor} a "Call" fee of $30.00 due on {day}',
        "payments",
        values={"day": in_days(0)},
    ),
    Act(
        'Given {debtor} owes a "Valuation" fee of $30.00 on {day}',
        "payments",
        values={"day": in_days(-2)},
    ),
    Act(
        BANK_FILE,
        "payments",
        2,
        {
            "today": today,
            "reference": ("HL-OMAR HL-ROSA", "HL-ROSA"),
        },
    ),
    Act(
        'When Ada books the line {reference} to the loan "HL-OMAR"',
        "payments",
        2,
        {"reference": in_suspense},
    ),
    Act("When {debtor}'s loan is corrected to {months} months", "payments", values={"months": ("2",)}),
    Act("When {debtor}'s schedule is built", "payments", 2),
)
