"""What a door cannot do, and why. A scenario with such a step is left out before it begins.

`python -m features.doors` writes docs/doors.md, which lists these scenarios.
"""

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

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
        is_here = not self.title or self.title == title_of(scenario)
        return act == self.act and is_here and bool(re.search(self.words, step.name))


ROLLED_BACK = "A page or a request either does what is asked or not; none is rolled back behind a person."

# What neither a page nor the API does.
EITHER = (
    Cannot("applications.move_and_roll_back", ROLLED_BACK),
    Cannot(
        "notifications.further",
        "Whose login was taken away opens no inbox.",
        title="A deactivated person receives neither notifications nor e-mails",
    ),
)
EMPTY_FILE = Cannot(
    "bank_files.import_file",
    "An empty file is not taken in at all, and so has no errors.",
    title="A file that is empty is refused",
)
NO_LOGIN = "Whose login was removed can ask for nothing."
NO_LOGIN_TITLE = "A broker whose login was removed may not request a document"

OWN_WORDS = "The API says the limits of a number in words of its own."
UNSEEN = "The API says of a character that nobody sees that it is not allowed, in words of its own."

CANNOT: dict[str, tuple[Cannot, ...]] = {
    "service": (),
    "page": (
        Cannot(
            "applications.move",
            "A page offers no move to the stage that it shows.",
            title="A broker who still sees the old stage cannot keep the application there",
        ),
        Cannot("documents.ask_for", NO_LOGIN, title=NO_LOGIN_TITLE),
        Cannot(
            "applications.move",
            "The page asks for no reason of the usual next move.",
            title="A broker does not read why Ben moved an application to Valuation",
        ),
        Cannot(
            "preferences.choose_rhythm",
            "The page offers a borrower no rhythm of e-mails: there is only one.",
            title="A borrower may choose single e-mails",
        ),
        Cannot(
            "applications.open_application",
            "A broker's page does not ask for a broker.",
            title="Bella may not open an application through Cora",
        ),
        EMPTY_FILE,
        *EITHER,
    ),
    "api": (
        Cannot(
            "notes.write",
            "The API says of an empty text that it may not be blank.",
            title="A note without a text is refused",
        ),
        Cannot("notes.write", UNSEEN, title="A note with a right-to-left override is refused"),
        Cannot("applications.move", UNSEEN, title="A reason with a zero-width space is refused"),
        Cannot("suspense.resolve", UNSEEN, title="A loan reference with a byte order mark is refused"),
        Cannot("terms.change", OWN_WORDS, title="A loan with the term 601 months is refused"),
        Cannot("terms.change", OWN_WORDS, title="A loan with the rate 100.5 % is refused"),
        Cannot(
            "documents.sign",
            "A program names a signer among those of the loan only.",
            title="A person who has no part in the loan cannot sign",
        ),
        EMPTY_FILE,
        Cannot("documents.ask_for", NO_LOGIN, title=NO_LOGIN_TITLE),
        *EITHER,
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


def title_of(scenario: Scenario) -> str:
    """Return a scenario's title, without the number of its row that behave may add."""
    return scenario.name.partition(" -- @")[0]


@cache
def acts_of(step_function: object) -> tuple[str, ...]:
    """Return what a step calls: driver and method."""
    return tuple(CALL.findall(inspect.getsource(step_function)))


def told(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Return the scenarios that go through a door."""
    return [one for one in scenarios if CHAPTERS.search(one.filename)]
