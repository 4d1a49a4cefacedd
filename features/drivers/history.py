"""What happened before a story begins: applications that moved, loans with repayments."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications.models import Application, Repayment, StageEvent
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.people import People
from features.drivers.repayments import LONG_BEFORE
from timeskip.gherkin import to_moment


class History:
    """Writes rows of the past without notifications."""

    def __init__(self, people: People, applications: Applications) -> None:
        self._people = people
        self._applications = applications

    def add_moves(self, broker: str, moves: list[dict[str, Any]]) -> None:
        """Add applications of a broker: a row with an amount opens one, every other moves it."""
        self._people.in_role(broker, "broker")
        for move in moves:
            if move.get("amount"):
                self._open(move["borrower"], broker, move["stage"], move["at"], move["amount"])
            else:
                self._move(self._applications.of(move["borrower"]), move["stage"], move["at"])

    def add_repayments(self, broker: str, repayments: list[dict[str, Any]]) -> None:
        """Add repayments to loans of a broker that were funded a year before the first is due."""
        self._people.in_role(broker, "broker")
        for row in repayments:
            due = row["due"]
            if not self._applications.has(row["borrower"]):
                funded = to_moment(f"{due - LONG_BEFORE:%-d %B %Y} 12:00")
                self._open(row["borrower"], broker, "funded", funded, Decimal(100_000))
            loan = self._applications.of(row["borrower"])
            Repayment.objects.create(
                application=loan,
                number=loan.repayments.count() + 1,
                due_date=due,
                principal=row["principal"],
                interest=row["interest"],
            )

    def add_loans(self, broker: str, count: int, amount: Decimal, due: date) -> None:
        """Add loans that each owe one repayment, of principal only."""
        funded = to_moment(f"{due - LONG_BEFORE:%-d %B %Y} 12:00")
        party = self._people.party(broker, "broker")
        loans = [
            factories.ApplicationFactory.build(
                broker=party, bdm=party.primary_bdm, stage="funded", stage_since=funded, created_at=funded
            )
            for _ in range(count)
        ]
        Repayment.objects.bulk_create(
            factories.RepaymentFactory.build(application=loan, due_date=due, principal=amount, interest=0)
            for loan in Application.objects.bulk_create(loans)
        )

    def _open(self, borrower: str, broker: str, stage: str, at: datetime, amount: Decimal) -> None:
        application = self._applications.applies(borrower, amount, broker)
        self._applications.placed.append(application.pk)
        Application.objects.filter(pk=application.pk).update(
            stage=stage, stage_since=at, created_at=at, funding_date=timezone.localdate(at)
        )
        by = application.broker.user
        StageEvent.objects.create(application=application, to_stage=stage, by=by, at=at)

    def _move(self, application: Application, stage: str, at: datetime) -> None:
        self._applications.placed.append(application.pk)
        by = application.broker.user
        StageEvent.objects.create(
            application=application, from_stage=application.stage, to_stage=stage, by=by, at=at
        )
        Application.objects.filter(pk=application.pk).update(stage=stage, stage_since=at)
