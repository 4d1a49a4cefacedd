"""Notes, written and read by the services."""

from datetime import date

from applications.models import Application, Note
from applications.selectors.note import notes_visible_to
from applications.services.notes import note_add, note_finish, note_remind
from features.doors.service.sent import sent
from features.drivers.person import Person


class Notes:
    def write(
        self,
        who: Person,
        application: Application,
        text: str,
        visibility: str,
        assignee: Person | None,
        times: int,
    ) -> None:
        note = {"text": text, "visibility": visibility, "assignee": assignee.user if assignee else None}
        sent(times, note_add, application=application, author=who.user, **note)

    def ask_for_reminder(self, who: Person, note: Note, on: date) -> None:
        note_remind(note=note, by=who.user, on=on)

    def finish(self, who: Person, note: Note) -> None:
        note_finish(note=note, by=who.user)

    def listed(self, who: Person) -> list[str]:
        return list(notes_visible_to(who.user).values_list("text", flat=True))
