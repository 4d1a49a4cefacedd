"""Checklists, read by the selectors."""

from applications.models import Application
from applications.selectors.application import application_for
from applications.selectors.checklist import checklist_for
from features.doors.protocol import Checklist
from features.drivers.person import Person


class Checklists:
    def of(self, who: Person, application: Application) -> Checklist:
        shown = checklist_for(who.user, application_for(who.user, application.reference))
        return Checklist(
            shown.next_stage,
            who.name if shown.yours else shown.who,
            tuple({"what": task.words, "who": who.name if task.yours else task.who} for task in shown.tasks),
        )
