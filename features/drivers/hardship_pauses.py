"""Hardship pauses: given as they are, or entered and ended on the admin pages."""

from datetime import date

from applications.models import HardshipPause
from applications.services.hardship_pauses import hardship_pause_save
from features.drivers.admin_pages import fill_in
from features.drivers.applications import Applications
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.drivers.shown import shown

PAGES = "/admin/applications/hardshippause/"


class HardshipPauses:
    """Each pause belongs to the loan of a borrower."""

    def __init__(self, people: People, applications: Applications, refusals: Refusals) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals

    def add(self, borrower: str, from_day: date, to_day: date) -> None:
        """Add a pause without saying who granted it."""
        if to_day < from_day:
            raise AssertionError(f"The last day, {shown(to_day)}, is before the first, {shown(from_day)}.")
        pause = HardshipPause(
            application=self._applications.of(borrower),
            from_day=from_day,
            to_day=to_day,
            reason="Illness",
            author=self._people.any_admin(),
        )
        with self._refusals.attempt():
            hardship_pause_save(pause=pause)

    def grant(self, who: str, borrower: str, from_day: date, to_day: date, reason: str) -> None:
        """Enter a pause on the admin page, which knows its author."""
        pause = {"from_day": from_day, "to_day": to_day, "reason": reason}
        application = self._applications.of(borrower).pk
        with self._refusals.attempt():
            fill_in(self._people, who, PAGES, "add", application=application, **pause)

    def end(self, who: str, borrower: str, day: date) -> None:
        """Change the last day of the latest pause on its admin page."""
        application = self._applications.of(borrower)
        pause = application.hardship_pauses.last()
        if pause is None:
            raise AssertionError(f"{borrower}'s loan has no hardship pause that could be ended.")
        fields = {"from_day": pause.from_day, "to_day": day, "reason": pause.reason}
        with self._refusals.attempt():
            fill_in(self._people, who, PAGES, f"{pause.pk}/change", application=application.pk, **fields)

    def of(self, borrower: str) -> list[dict[str, str]]:
        """Return the pauses of a loan, the earliest first."""
        pauses = self._applications.of(borrower).hardship_pauses.select_related("author")
        return [
            {
                "from": f"{pause.from_day:%-d %B %Y}",
                "to": f"{pause.to_day:%-d %B %Y}",
                "reason": pause.reason,
                "by": pause.author.name,
            }
            for pause in pauses
        ]
