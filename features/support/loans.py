"""Funded loans: their terms, and the schedule that follows from them."""

from datetime import date
from decimal import Decimal

from applications.models import Application
from features.support.background_tasks import BackgroundTasks
from features.support.cast import Cast


class Loans:
    """Gives a story's loans their terms, and has their repayments worked out."""

    def __init__(self, cast: Cast, tasks: BackgroundTasks) -> None:
        self._cast = cast
        self._tasks = tasks

    def pay_out(self, borrower: str, amount: Decimal, rate: Decimal, months: int, on: date) -> None:
        """A loan is at “Funded” with these terms, repaid monthly, and nobody was told."""
        self._cast.is_at(borrower, "funded")
        self.change(borrower, amount=amount, annual_rate=rate, term_months=months, funding_date=on)

    def change(self, borrower: str, **terms) -> None:
        """Change what an application says of its terms; its repayments stay as they were."""
        Application.objects.filter(pk=self._cast.application(borrower).pk).update(**terms)

    def build(self, borrower: str) -> None:
        """Ask for the task that works out a loan's repayments."""
        self._tasks.ask_for(
            "applications.tasks.build_repayment_schedule", [self._cast.application(borrower).pk]
        )

    def build_for_nobody(self) -> None:
        """Ask for the repayments of an application that does not exist."""
        self._tasks.ask_for("applications.tasks.build_repayment_schedule", [0])
