"""Arrears: the snapshot of each loan that is taken every night."""

from datetime import date

from django.utils import timezone

from applications.models import ArrearsSnapshot
from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import the_one
from features.drivers.shown import shown

TASK = "applications.tasks.age_arrears"


class Arrears:
    """Asks for snapshots of the arrears, and reads them."""

    def __init__(self, applications: Applications, tasks: BackgroundTasks) -> None:
        self._applications = applications
        self._tasks = tasks

    def record_again(self) -> None:
        """Queue today's snapshots a second time."""
        self._tasks.ask_for(TASK)

    def count_snapshots(self, day: date) -> int:
        """Return the number of snapshots of a day; AssertionError if it is no day of the story."""
        self._require_day_of_the_story(day)
        return ArrearsSnapshot.objects.filter(day=day).count()

    def snapshots(self, borrower: str, day: date) -> list[ArrearsSnapshot]:
        """Return the snapshot of a loan on a day, or none; AssertionError if it is no day of the story."""
        self._require_day_of_the_story(day)
        return list(self._applications.of(borrower).arrears_snapshots.filter(day=day))

    def snapshot(self, borrower: str, day: date) -> ArrearsSnapshot:
        """Return the snapshot of a loan on a day; AssertionError lists the days that have one, or says that
        it is a day to come."""
        self._require_past(day)
        every = self._applications.of(borrower).arrears_snapshots.order_by("day")
        days = every.values_list("day", flat=True)
        return the_one(every.filter(day=day), f"record of {borrower}'s arrears on {shown(day)}", days)

    @staticmethod
    def _require_past(day: date) -> None:
        if day > timezone.localdate():
            raise AssertionError(
                f"{shown(day)} is still to come: today is {shown(timezone.localdate())}. "
                "Arrears are recorded at the start of each day."
            )

    def _require_day_of_the_story(self, day: date) -> None:
        self._require_past(day)
        # Missed days are recorded afterwards; today's may not be recorded yet.
        if day < timezone.localdate() and not self._tasks.ran_since(TASK, day):
            raise AssertionError(f"The task that records arrears has not run since {shown(day)}.")
