"""Notes on the pages of applications."""

from collections.abc import Callable
from datetime import date

from applications.models import Application, Note
from applications.models.note import Visibility
from features.doors.page.applications import Applications, page_of
from features.doors.page.desk import Desk, NotOfferedHere
from features.drivers.person import Person


class Notes:
    def __init__(self, desk: Callable[[Person], Desk], applications: Applications) -> None:
        self._desk, self._applications = desk, applications

    def write(
        self,
        who: Person,
        application: Application,
        text: str,
        visibility: str,
        assignee: Person | None,
        times: int,
    ) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        typed = {"Text": text, "Visibility": Visibility(visibility).label}
        sent = {"text": text, "visibility": visibility}
        if assignee:
            typed["Assign to"], sent["assignee"] = assignee.name, assignee.user.pk
        try:
            with desk.offered_or(f"{address}notes/", **sent):
                desk.open(address)
                desk.press("Add note", typed, times=times)
        except NotOfferedHere as missing:
            if assignee is None:
                raise
            # The page does not say who was chosen in vain.
            raise NotOfferedHere(str(missing).replace("this person", assignee.name)) from missing

    def ask_for_reminder(self, who: Person, note: Note, on: date) -> None:
        desk, form = self._desk(who), f"/notes/{note.pk}/reminder/"
        with desk.offered_or(form, remind_on=on.isoformat()):
            desk.open(page_of(note.application.reference))
            desk.go(form)
            desk.press("Save the reminder", {"Remind on": on.isoformat()})

    def finish(self, who: Person, note: Note) -> None:
        desk = self._desk(who)
        with desk.offered_or(f"/notes/{note.pk}/done/"):
            desk.open(page_of(note.application.reference))
            desk.press("Done", beside=note.text)

    def listed(self, who: Person) -> list[str]:
        return [
            item.lines()[0]
            for reference in self._applications.listed(who)
            for screen in self._desk(who).every_page(page_of(reference), "Notes", older="Earlier")
            for item in screen.part("Notes").items()
            if item.text() != "No notes yet."
        ]
