"""Notes in the API."""

from collections.abc import Callable
from datetime import date

from applications.models import Application, Note
from features.doors.api.caller import Caller
from features.drivers.person import Person


class Notes:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def write(
        self, who: Person, application: Application, text: str, visibility: str, assignee: Person | None
    ) -> None:
        raise NotImplementedError

    def ask_for_reminder(self, who: Person, note: Note, on: date) -> None:
        raise NotImplementedError

    def finish(self, who: Person, note: Note) -> None:
        raise NotImplementedError

    def listed(self, who: Person) -> list[str]:
        raise NotImplementedError
