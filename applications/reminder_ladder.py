"""The reminder ladder: what borrowers are told, by days from the due date. A courtesy, never a notice."""

from dataclasses import dataclass
from datetime import date, timedelta

from users.preferences import Event


@dataclass(frozen=True)
class Rung:
    """`days` from the due date; `wording` takes the amount still owed, the reference and the due date."""

    days: int
    event: Event
    subject: str
    wording: str

    def due_on(self, today: date) -> date:
        """The due date of the repayments that stand on this rung today."""
        return today - timedelta(days=self.days)


LADDER = (
    Rung(
        -1,
        Event.REPAYMENT_UPCOMING,
        "Your repayment of {owed} is due tomorrow",
        "Your repayment of {owed} for loan {reference} is due tomorrow, on {due}.",
    ),
)
