"""Checklists in the API."""

from collections.abc import Callable

from applications.models import Application
from features.doors.api.caller import Caller
from features.doors.protocol import Checklist
from features.drivers.person import Person


class Checklists:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def of(self, who: Person, application: Application) -> Checklist:
        shown = self._caller(who).get(f"applications/{application.reference}/checklist/")
        return Checklist(
            shown["next_stage"],
            who.name if shown["yours"] else shown["who"],
            tuple(
                {"what": task["words"], "who": who.name if task["yours"] else task["who"]}
                for task in shown["tasks"]
            ),
        )
