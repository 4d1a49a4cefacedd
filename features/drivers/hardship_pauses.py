"""Hardship pauses: given as they are, or granted, ended and removed by somebody."""

from datetime import date

from applications.models import HardshipPause
from applications.services.hardship_pauses import hardship_pause_save
from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.drivers.shown import shown


class HardshipPauses:
    """Each pause belongs to the loan of a borrower."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.HardshipPauses
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

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
        """Grant a pause as somebody."""
        application, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.grant(person, application, from_day, to_day, reason)

    def end(self, who: str, borrower: str, day: date) -> None:
        """End the latest pause early."""
        with self._refusals.attempt():
            self._door.end(self._people.person(who), self._latest(borrower), day)

    def remove(self, who: str, borrower: str) -> None:
        """Take back the latest pause."""
        with self._refusals.attempt():
            self._door.remove(self._people.person(who), self._latest(borrower))

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

    def _latest(self, borrower: str) -> HardshipPause:
        pause = self._applications.of(borrower).hardship_pauses.order_by("from_day").last()
        if pause is None:
            raise AssertionError(f"{borrower}'s loan has no hardship pause.")
        return pause
