"""What a door cannot do, and why. A scenario with such a step is left out before it begins.

`python -m features.doors` writes docs/doors.md, which lists these scenarios.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from behave.model import Scenario
from behave.step_registry import StepRegistry

# Chapters that go through a door, by the numbers of their folders. Chapter 09 is about the pages themselves.
CHAPTERS = re.compile(r"features/0[1-8]_")
MOST = 0.1  # of the scenarios of these chapters
CALL = re.compile(r"context\.world\.(\w+\.\w+)")


@dataclass(frozen=True)
class Cannot:
    """An act that a door does not have.

    act: a driver and its method, as a step calls them: “applications.open_application”.
    words: only in steps with these words; in every step where it is empty.
    """

    act: str
    reason: str
    words: str = ""


ROLLED_BACK = "A page or a request either does what is asked or not; none is rolled back behind a person."

CANNOT: dict[str, tuple[Cannot, ...]] = {
    "service": (),
    "page": (
        Cannot("applications.move_and_roll_back", ROLLED_BACK),
        Cannot("applications.open_application", "No page opens an application yet."),
        Cannot("documents.sign", "No page takes a signature yet."),
        Cannot("notes.ask_for_reminder", "No page sets the reminder of a note that is there yet."),
        Cannot("notes.write", "No page assigns a note yet.", words=" assign"),
        Cannot("reports.restate", "No page restates a report yet."),
    ),
    "api": (),
}


def why_not(door: str, scenario: Scenario, registry: StepRegistry) -> str | None:
    """Return the reason why a door cannot tell a scenario; None if it can."""
    for step in scenario.all_steps:
        match = registry.find_match(step)
        for act in acts_of(match.func) if match else ():
            for cannot in CANNOT[door]:
                if cannot.act == act and cannot.words in step.name:
                    return cannot.reason
    return None


def acts_of(step_function: object) -> Iterator[str]:
    """Yield what a step calls: driver and method."""
    yield from CALL.findall(inspect.getsource(step_function))


def told(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Return the scenarios that go through a door."""
    return [one for one in scenarios if CHAPTERS.search(one.filename)]
