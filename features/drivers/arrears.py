"""Arrears: the snapshot of each loan that is taken every night."""

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
        """Queue today's snapshots a second time, and deliver a share of them twice."""
        today = timezone.localdate().isoformat()
        self._tasks.ask_for("applications.tasks.age_arrears")
        loans = list(Application.objects.values_list("pk", flat=True))
        self._tasks.ask_for("applications.tasks.age_loans", [loans, today])

    def count_snapshots(self, day: date) -> int:
        """Return the number of snapshots of a day."""
        return ArrearsSnapshot.objects.filter(day=day).count()

    def snapshot(self, borrower: str, day: date) -> ArrearsSnapshot:
        """Return the snapshot of a loan on a day; AssertionError names the days that there are."""
        snapshots = self.snapshots(borrower)
        if day not in snapshots:
            days = ", ".join(f"{known:%-d %B %Y}" for known in sorted(snapshots)) or "none"
            raise AssertionError(
                f"No arrears of {borrower} are recorded on {day:%-d %B %Y}. Days recorded: {days}."
            )
        return snapshots[day]

    def snapshots(self, borrower: str) -> dict[date, ArrearsSnapshot]:
        """Return the snapshots of a loan, by day."""
        found = self._applications.of(borrower).arrears_snapshots.all()
        return {snapshot.day: snapshot for snapshot in found}
