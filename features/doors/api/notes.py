"""Notes in the API."""

from collections.abc import Callable
from datetime import date

from applications.models import Application, Note
from common.refusals import Refusal
from features.doors.api.applications import Applications
from features.doors.api.caller import Caller
from features.doors.protocol import NotThere
from features.drivers.person import Person


class Notes:
    def __init__(self, caller: Callable[[Person], Caller], applications: Applications) -> None:
        self._caller, self._applications = caller, applications

    def write(
        self,
        who: Person,
        application: Application,
        text: str,
        visibility: str,
        assignee: Person | None,
        times: int,
    ) -> None:
        note = {"text": text, "visibility": visibility}
        if assignee:
            note["assignee"] = assignee.user.pk
        try:
            self._caller(who).post_once(f"applications/{application.reference}/notes/", times, **note)
        except NotThere:
            raise
        except Refusal as refusal:
            if assignee is None:
                raise
            # The API calls people by their ids.
            said = str(refusal).replace(f"the user {assignee.user.pk}", assignee.name)
            raise Refusal(said) from refusal

    def ask_for_reminder(self, who: Person, note: Note, on: date) -> None:
        self._caller(who).put(f"notes/{note.pk}/reminder/", remind_on=on.isoformat())

    def finish(self, who: Person, note: Note) -> None:
        self._caller(who).post(f"notes/{note.pk}/done/")

    def listed(self, who: Person) -> list[str]:
        return [
            note["text"]
            for reference in self._applications.listed(who)
            for note in self._caller(who).every(f"applications/{reference}/notes/")
        ]
