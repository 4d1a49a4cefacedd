"""Hardship pauses: given as they are, or entered and ended on the admin pages."""

from datetime import date

from applications.models import HardshipPause
from features.drivers.applications import Applications
from features.drivers.people import People

PAGES = "/admin/applications/hardshippause/"


class HardshipPauses:
    """Each pause belongs to the loan of a borrower."""

    def __init__(self, people: People, applications: Applications) -> None:
        self._people = people
        self._applications = applications

    def add(self, borrower: str, from_day: date, to_day: date) -> None:
        """Add a pause without saying who granted it."""
        HardshipPause.objects.create(
            application=self._applications.of(borrower),
            from_day=from_day,
            to_day=to_day,
            reason="Illness",
            author=self._people.any_admin(),
        )

    def grant(self, who: str, borrower: str, from_day: date, to_day: date, reason: str) -> None:
        """Enter a pause on the admin page, which knows its author."""
        fields = {"from_day": from_day, "to_day": to_day, "reason": reason}
        self._enter(who, f"{PAGES}add/", self._applications.of(borrower).pk, fields)

    def end(self, who: str, borrower: str, day: date) -> None:
        """Change the last day of the latest pause on its admin page."""
        application = self._applications.of(borrower)
        pause = application.hardship_pauses.last()
        if pause is None:
            raise AssertionError(f"{borrower}'s loan has no hardship pause that could be ended.")
        fields = {"from_day": pause.from_day, "to_day": day, "reason": pause.reason}
        self._enter(who, f"{PAGES}{pause.pk}/change/", application.pk, fields)

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

    def _enter(self, who: str, address: str, application: int, fields: dict[str, object]) -> None:
        """Send a form of the admin pages; AssertionError if the person may not, or if it is not accepted."""
        answer = self._people.person(who).browser().post(address, {"application": application, **fields})
        if answer.status_code == 200:
            errors = answer.context["errors"]
            raise AssertionError(f"The hardship pause was not accepted: {'; '.join(map(str, errors))}")
        if not answer.headers.get("Location", "").startswith(PAGES):
            raise AssertionError(f"{who} may not enter hardship pauses: only admins find the admin pages.")
