"""How far behind each loan was, as it is recorded every night."""

from datetime import date

from django.utils import timezone

from applications.models import Application, ArrearsSnapshot
from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks


class Arrears:
    """Asks for snapshots of the arrears, and reads them."""

    def __init__(self, applications: Applications, tasks: BackgroundTasks) -> None:
        self._applications = applications
        self._tasks = tasks

    def record_again(self) -> None:
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
        found = self._applications.of(borrower).arrears_snapshots.all()
        return {snapshot.day: snapshot for snapshot in found}
