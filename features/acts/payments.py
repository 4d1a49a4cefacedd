"""Money: what is owed, paid, booked and reversed."""

from collections.abc import Iterator

from features.acts.now import Now, as_day, as_money
from features.acts.values import Words
from timeskip.explore import Act


def who_has_paid(now: Now, words: Words) -> list[str]:
    """Whoever has paid something."""
    return [name for name in now.borrowers if now.has_paid(name)]


def oldest(now: Now, words: Words) -> Iterator[str]:
    """The oldest repayment that is owed."""
    yield from (as_money(amount) for _, amount in now.unpaid(words["borrower"])[:1])


def today(now: Now, words: Words) -> Iterator[str]:
    """The day of the story."""
    yield as_day(now.today)


ACTS = (
    Act("When {borrower} pays {payment}", "payments reminders reports", weight=5),
    Act("When {borrower}'s payment bounces", "payments reminders reports", 3, {"borrower": who_has_paid}),
    Act("Given {borrower} owes {amount} on {due day}", "payments", 2, {"amount": ("$100.00",)}),
    Act('Given {borrower} owes a "Valuation" fee of $30.00 on {due day}', "payments"),
    Act("When Ada records {borrower}'s payment of {payment}", "payments", 2, {"payment": oldest}),
    Act(
        "When Ada records {borrower}'s payment of {payment} in a request that comes twice",
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
    Act('When Ben charges {borrower} a "Call" fee of $30.00 due on {due day}', "payments"),
)
