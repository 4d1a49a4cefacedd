"""What a door cannot do, and why. A scenario with such a step is left out before it begins.

`python -m features.doors` writes docs/doors.md, which lists these scenarios.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from behave.model import Scenario, Step
from behave.step_registry import StepRegistry

# Chapters that go through a door, by the numbers of their folders. Chapter 09 is about the pages themselves.
CHAPTERS = re.compile(r"features/0[1-8]_")
MOST = 0.1  # of the scenarios of these chapters
CALL = re.compile(r"context\.world\.(\w+\.\w+)")


@dataclass(frozen=True)
class Cannot:
    """An act that a door does not have.

    act: a driver and its method, as a step calls them: “applications.open_application”.
    words: only in steps in which this pattern is found.
    title: only in the scenario with this title.
    """

    act: str
    reason: str
    words: str = ""
    title: str = ""

    def stops(self, act: str, step: Step, scenario: Scenario) -> bool:
        """Whether a step of a scenario needs what the door does not have."""
        is_here = not self.title or self.title == scenario.name
        return act == self.act and is_here and bool(re.search(self.words, step.name))


ROLLED_BACK = "A page or a request either does what is asked or not; none is rolled back behind a person."

NO_LOGIN = "Whose login was removed can ask for nothing."
NO_LOGIN_TITLE = "A broker whose login was removed may not request a document"
NOT_YET = "The API has no {} yet."

CANNOT: dict[str, tuple[Cannot, ...]] = {
    "service": (),
    "page": (
        Cannot("applications.move_and_roll_back", ROLLED_BACK),
        Cannot("applications.move", "The page asks for a reason of every withdrawal.", 'to "Withdrawn"$'),
        Cannot(
            "applications.move",
            "A page offers no move to the stage that it shows.",
            title="A broker who still sees the old stage cannot keep the application there",
        ),
        Cannot("applications.open_application", "No page opens an application yet."),
        Cannot("documents.ask_for", NO_LOGIN, title=NO_LOGIN_TITLE),
        Cannot("notes.ask_for_reminder", "No page sets the reminder of a note that is there yet."),
        Cannot("notes.write", "No page assigns a note yet.", " assign"),
        Cannot("reports.restate", "No page restates a report yet."),
    ),
    "api": (
        Cannot("applications.move_and_roll_back", ROLLED_BACK),
        Cannot("terms.change", NOT_YET.format("terms to change")),
        Cannot("applications.open_application", "The API opens no application yet."),
        Cannot("notes.write", NOT_YET.format("notes")),
        Cannot("notes.ask_for_reminder", NOT_YET.format("notes")),
        Cannot("notes.finish", NOT_YET.format("notes")),
        Cannot("notes.seen_by", NOT_YET.format("notes")),
        Cannot("documents.ask_for", NOT_YET.format("documents")),
        Cannot("documents.sign", NOT_YET.format("documents")),
        Cannot("documents.open", NOT_YET.format("documents")),
        Cannot("documents.seen_by", NOT_YET.format("documents")),
        Cannot("documents.pages", NOT_YET.format("documents")),
        Cannot("documents.page", NOT_YET.format("documents")),
        Cannot("documents.hand_in", NOT_YET.format("documents")),
        Cannot("documents.hand_in_file", NOT_YET.format("documents")),
        Cannot("payments.enter", NOT_YET.format("payments by hand")),
        Cannot("payments.enter_bounce", NOT_YET.format("payments by hand")),
        Cannot("payments.charge", NOT_YET.format("fees")),
        Cannot("bank_files.seen_by", NOT_YET.format("lists of bank files")),
        Cannot("suspense.seen_by", NOT_YET.format("lines in suspense")),
        Cannot("suspense.resolve", NOT_YET.format("lines in suspense")),
        Cannot("repayments.shown", NOT_YET.format("repayments")),
        Cannot("repayments.state", NOT_YET.format("repayments")),
        Cannot("repayments.owed", NOT_YET.format("repayments")),
    ),
}


def why_not(door: str, scenario: Scenario, registry: StepRegistry) -> str | None:
    """Return the reason why a door cannot tell a scenario; None if it can."""
    for step in scenario.all_steps:
        match = registry.find_match(step)
        for act in acts_of(match.func) if match else ():
            for cannot in CANNOT[door]:
                if cannot.stops(act, step, scenario):
                    return cannot.reason
    return None


def acts_of(step_function: object) -> Iterator[str]:
    """Yield what a step calls: driver and method."""
    yield from CALL.findall(inspect.getsource(step_function))


def told(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Return the scenarios that go through a door."""
    return [one for one in scenarios if CHAPTERS.search(one.filename)]
