"""Notes on applications: who writes them, who sees them, who is reminded of them."""

from datetime import date

from applications.models import Note
from applications.selectors.note import notes_visible_to
from applications.services.notes import note_add, note_finish, note_remind
from features.drivers.applications import Applications
from features.drivers.lookup import require_any, the_one
from features.drivers.people import People
from features.drivers.refusals import Refusals


class Notes:
    """Writes notes, and reads them with one person's eyes."""

    def __init__(self, people: People, applications: Applications, refusals: Refusals) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals

    def write(self, who: str, borrower: str, text: str, visibility: str, assignee: str | None = None) -> None:
        """Write a note, perhaps assigned to somebody."""
        with self._refusals.attempt():
            note_add(
                application=self._applications.of(borrower),
                author=self._people.person(who).user,
                text=text,
                visibility=visibility,
                assignee=self._people.person(assignee).user if assignee else None,
            )

    def ask_for_reminder(self, who: str, text: str, on: date) -> None:
        """Set the day on which people are reminded of a note."""
        with self._refusals.attempt():
            note_remind(note=_note(text), by=self._people.person(who).user, on=on)

    def finish(self, who: str, text: str) -> None:
        """Mark a note as done."""
        with self._refusals.attempt():
            note_finish(note=_note(text), by=self._people.person(who).user)

    @property
    def there_is_one(self) -> bool:
        """Whether anybody has written a note."""
        return Note.objects.exists()

    def seen_by(self, who: str) -> list[str]:
        """Return the texts of the notes that somebody sees, oldest first."""
        require_any(Note.objects.all(), "note", self._people.person(who).user)
        return [note.text for note in notes_visible_to(self._people.person(who).user).order_by("pk")]


def _note(text: str) -> Note:
    every = Note.objects.order_by("pk")
    return the_one(every.filter(text=text), f"note “{text}”", every.values_list("text", flat=True))
