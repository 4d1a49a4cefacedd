"""Funded loans: their terms, and the task that works out their repayments."""

from datetime import date
from decimal import Decimal
from typing import Any

from applications.models import Application
from applications.selectors.obligation import is_closed
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks


class Loans:
    """Gives loans their terms, and has their schedules built."""

    def __init__(self, applications: Applications, tasks: BackgroundTasks) -> None:
        self._applications = applications
        self._tasks = tasks

    def pay_out(self, borrower: str, amount: Decimal, rate: Decimal, months: int, on: date) -> None:
        """A loan is at “Funded” with these terms, repaid monthly, and nobody was told."""
        self._applications.is_at(borrower, "funded")
        self.change(borrower, amount=amount, annual_rate=rate, term_months=months, funding_date=on)

    def change(self, borrower: str, **terms) -> None:
        """Change what an application says of its terms; its repayments stay as they were."""
        Application.objects.filter(pk=self._applications.of(borrower).pk).update(**terms)

    def has_terms(self, borrower: str, **terms: Any) -> None:
        """Give a loan other terms than those of every story; its formal approval states them too."""
        Application.objects.filter(pk=self._applications.of(borrower).pk).update(**terms)
        factories.restate_terms(self._applications.of(borrower))

    def build(self, borrower: str) -> None:
        """Ask for the task that works out a loan's repayments."""
        self._tasks.ask_for(
            "applications.tasks.build_repayment_schedule", [self._applications.of(borrower).pk]
        )

    def build_for_nobody(self) -> None:
        """Ask for the repayments of an application that does not exist."""
        self._tasks.ask_for("applications.tasks.build_repayment_schedule", [0])

    def is_closed(self, borrower: str) -> bool:
        """Whether everything is paid back."""
        return is_closed(self._applications.of(borrower))
