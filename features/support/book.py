"""A small loan book with a past: who came to which stage when, what fell due, what was paid."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from applications.models import Application, ArrearsSnapshot, Repayment, StageEvent
from applications.services.payments import payment_record, payment_reverse
from features.support import factories
from features.support.background_tasks import BackgroundTasks
from features.support.cast import DOCUMENTS, Cast
from features.words import STAGES, to_money
from timeskip.gherkin import one_of, to_day, to_moment

LONG_BEFORE = timedelta(days=365)


class Book:
    """Writes down what happened before a story begins, and nobody is told of it."""

    def __init__(self, cast: Cast, tasks: BackgroundTasks) -> None:
        self._cast = cast
        self._tasks = tasks

    def write_moves(self, broker: str, moves: list[dict[str, str]]) -> None:
        """Applications through a broker: a row with an amount opens one, every other moves it on."""
        for move in moves:
            stage, at = one_of(STAGES, "stage")(move["stage"]), to_moment(move["at"])
            if move["amount"]:
                self._open(move["borrower"], broker, stage, at, to_money(move["amount"]))
            else:
                self._move(self._cast.application(move["borrower"]), stage, at)

    def write_repayments(self, broker: str, repayments: list[dict[str, str]]) -> None:
        """Repayments of loans that came through a broker and were funded a year before the first is due."""
        for row in repayments:
            due = to_day(row["due"])
            if not self._cast.has_application(row["borrower"]):
                funded = to_moment(f"{due - LONG_BEFORE:%-d %B %Y} 12:00")
                self._open(row["borrower"], broker, "funded", funded, Decimal(100_000))
            loan = self._cast.application(row["borrower"])
            Repayment.objects.create(
                application=loan,
                number=loan.repayments.count() + 1,
                due_date=due,
                principal=to_money(row["principal"]),
                interest=to_money(row["interest"]),
            )

    def write_payments(self, payments: list[dict[str, str]]) -> None:
        """Payments that are recorded now, of any value date; and perhaps the days they bounced on."""
        for row in payments:
            self.pay(row["borrower"], to_money(row["amount"]), to_day(row["value date"]), row.get("bounced"))

    def pay(self, borrower: str, amount: Decimal, value_date: date, bounced: str | None = None) -> None:
        """One payment that is recorded now."""
        loan = self._cast.application(borrower)
        payment = payment_record(application=loan, amount=amount, value_date=value_date)
        if bounced:
            payment_reverse(payment=payment, value_date=to_day(bounced))

    def bounce(self, borrower: str, value_date: date) -> None:
        """The latest payment bounced on a day, as is recorded now."""
        payment = self._cast.application(borrower).payments.filter(direction="received").latest("pk")
        payment_reverse(payment=payment, value_date=value_date)

    def cancel(self, borrower: str, due: date) -> None:
        """A repayment that a rebuilt schedule has no use for any more."""
        self._cast.application(borrower).repayments.filter(due_date=due).update(cancelled=True)

    def hand_in(self, borrower: str, item: str, at: datetime) -> None:
        """A document of a complete file was put in at a moment."""
        self._cast.application(borrower).documents.filter(kind=DOCUMENTS[item]).update(created_at=at)

    def add_loans(self, broker: str, count: int, amount: Decimal, due: date) -> None:
        """Any number of loans that each owe one repayment, of principal only."""
        funded = to_moment(f"{due - LONG_BEFORE:%-d %B %Y} 12:00")
        party = self._cast.person(broker).party
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

    def put_down_again(self) -> None:
        """The arrears of today are asked for a second time, and a share of the work is delivered twice."""
        today = timezone.localdate().isoformat()
        self._tasks.ask_for("applications.tasks.age_arrears")
        loans = list(Application.objects.values_list("pk", flat=True))
        self._tasks.ask_for("applications.tasks.age_loans", [loans, today])

    def count_snapshots(self, day: date) -> int:
        """How many loans were put down for a day."""
        return ArrearsSnapshot.objects.filter(day=day).count()

    def snapshots(self, borrower: str) -> dict[date, ArrearsSnapshot]:
        """What was put down of how far behind a loan was, by day."""
        found = self._cast.application(borrower).arrears_snapshots.all()
        return {snapshot.day: snapshot for snapshot in found}

    def _open(self, borrower: str, broker: str, stage: str, at: datetime, amount: Decimal) -> None:
        application = self._cast.applies(borrower, amount, broker)
        Application.objects.filter(pk=application.pk).update(
            stage=stage, stage_since=at, created_at=at, funding_date=timezone.localdate(at)
        )
        by = application.broker.user
        StageEvent.objects.create(application=application, to_stage=stage, by=by, at=at)

    @staticmethod
    def _move(application: Application, stage: str, at: datetime) -> None:
        by = application.broker.user
        StageEvent.objects.create(
            application=application, from_stage=application.stage, to_stage=stage, by=by, at=at
        )
        Application.objects.filter(pk=application.pk).update(stage=stage, stage_since=at)
