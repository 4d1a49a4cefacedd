"""Notes on applications: who writes them, who sees them, who is reminded of them."""

from datetime import date

from applications.models import Note
from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.lookup import require_any, the_one
from features.drivers.people import People
from features.drivers.refusals import Refusals


class Notes:
    """Writes notes, and reads them with one person's eyes."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.Notes
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

    def write(
        self,
        who: str,
        borrower: str,
        text: str,
        visibility: str,
        assignee: str | None = None,
        times: int = 1,
    ) -> None:
        """Write a note, perhaps assigned to somebody."""
        application, person = self._applications.of(borrower), self._people.person(who)
        other = self._people.person(assignee) if assignee else None
        with self._refusals.attempt():
            self._door.write(person, application, text, visibility, other, times)

    def ask_for_reminder(self, who: str, text: str, on: date) -> None:
        """Set the day on which people are reminded of a note."""
        with self._refusals.attempt():
            self._door.ask_for_reminder(self._people.person(who), _note(text), on)

    def finish(self, who: str, text: str) -> None:
        """Mark a note as done."""
        with self._refusals.attempt():
            self._door.finish(self._people.person(who), _note(text))

    @property
    def there_is_one(self) -> bool:
        """Whether anybody has written a note."""
        return Note.objects.exists()

    def on(self, borrower: str) -> list[str]:
        """Return the texts of all notes on an application, oldest first."""
        return list(self._applications.of(borrower).notes.order_by("pk").values_list("text", flat=True))

    def seen_by(self, who: str) -> list[str]:
        """Return the texts of the notes that somebody sees, oldest first."""
        require_any(Note.objects.all(), "note", self._people.person(who).user)
        written = list(Note.objects.order_by("pk").values_list("text", flat=True))
        return sorted(self._door.listed(self._people.person(who)), key=written.index)


def _note(text: str) -> Note:
    every = Note.objects.order_by("pk")
    return the_one(every.filter(text=text), f"note “{text}”", every.values_list("text", flat=True))
