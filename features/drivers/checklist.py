"""What an application lacks for its next stage, as somebody sees it."""

from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.people import People
from features.words import STAGES
from timeskip.gherkin import label_of


class Checklist:
    """Reads the checklist of an application with one person's eyes."""

    def __init__(self, people: People, applications: Applications, door: protocol.Checklists) -> None:
        self._people = people
        self._applications = applications
        self._door = door

    def tasks(self, who: str, borrower: str, stage: str) -> list[dict[str, str]]:
        """Return what is to be done before a stage, and by whom; AssertionError names the next stage."""
        shown = self._shown(who, borrower)
        if shown.next_stage != stage:
            there = label_of(STAGES, shown.next_stage) if shown.next_stage else "none"
            raise AssertionError(f"The next stage that {who} sees for {borrower}'s application is {there}.")
        return list(shown.tasks)

    def mover(self, who: str, borrower: str) -> str:
        """Return who makes the next move; “nobody” where somebody sees none."""
        return self._shown(who, borrower).mover or "nobody"

    def _shown(self, who: str, borrower: str) -> protocol.Checklist:
        return self._door.of(self._people.person(who), self._applications.of(borrower))
