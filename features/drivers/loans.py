"""Loans: their terms, and the task that builds their schedules."""

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

    def fund(self, borrower: str, amount: Decimal, rate: Decimal, months: int, on: date) -> None:
        """Put a loan at “Funded” with these terms, repaid monthly, without notifications."""
        self._applications.is_at(borrower, "funded")
        self.change(borrower, amount=amount, annual_rate=rate, term_months=months, funding_date=on)

    def change(self, borrower: str, **terms) -> None:
        """Change the terms of an application; its repayments stay as they were."""
        Application.objects.filter(pk=self._applications.of(borrower).pk).update(**terms)

    def has_terms(self, borrower: str, **terms: Any) -> None:
        """Change the terms of an application and of its formal approval."""
        Application.objects.filter(pk=self._applications.of(borrower).pk).update(**terms)
        factories.restate_terms(self._applications.of(borrower))

    def build(self, borrower: str) -> None:
        """Queue the task that builds a loan's schedule."""
        self._tasks.ask_for(
            "applications.tasks.build_repayment_schedule", [self._applications.of(borrower).pk]
        )

    def build_for_nobody(self) -> None:
        """Queue the same task with the id of no application."""
        self._tasks.ask_for("applications.tasks.build_repayment_schedule", [0])

    def is_closed(self, borrower: str) -> bool:
        """Whether every repayment is paid."""
        return is_closed(self._applications.of(borrower))
