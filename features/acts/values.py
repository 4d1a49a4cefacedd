"""What the words of acts may be, simplest first: few of each, at the edges of the rules."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from features.acts.now import CENT, Now, as_day, as_money
from features.restated import MOVES

Words = Mapping[str, str]
# Who makes the moves of acts that name nobody.
ADMIN = "Ada"


def borrower(now: Now, words: Words) -> list[str]:
    """Whoever has an application."""
    return now.borrowers


def debtor(now: Now, words: Words) -> list[str]:
    """Everybody who has a funded loan."""
    return now.funded


def payment(now: Now, words: Words) -> Iterator[str]:
    """All that is owed, a cent less, a cent more, and the oldest repayment alone."""
    unpaid = [amount for _, amount in now.unpaid(words["borrower"])]
    if owed := sum(unpaid):
        yield as_money(owed)
        if owed > CENT:
            yield as_money(owed - CENT)
        yield as_money(owed + CENT)
        yield as_money(unpaid[0])


def due_day(now: Now, words: Words) -> Iterator[str]:
    """Days whose first reminder is due tomorrow, whose next one is, today, and a day that has passed."""
    for days in (8, 2, 0, -2):
        yield as_day(now.today + timedelta(days=days))


def in_days(days: int) -> Callable[[Now, Words], list[str]]:
    """The day so many days from today."""
    return lambda now, words: [as_day(now.today + timedelta(days=days))]


def seen(now: Now, words: Words) -> str:
    """The stage that whoever moves an application has on the screen."""
    return now.stage(words["borrower"], words.get("staff", ADMIN))


def stage(now: Now, words: Words) -> Iterator[str]:
    """Every stage to which a move leads from the one on the screen."""
    yield from (f'"{to}"' for to in MOVES.get(seen(now, words), {}))


VALUES = {
    "borrower": borrower,
    "debtor": debtor,
    "payment": payment,
    "due day": due_day,
    "stage": stage,
    "staff": ("Ada", "Ben", "Bella"),
    "rhythm": ("single e-mails", "a daily digest", "a weekly digest"),
}
