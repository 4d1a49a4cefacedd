"""A run as its reader sees it: chapters, features, rules and scenarios, each with its result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """From the worst to the best; the status of a whole is that of its worst part."""

    BROKEN = "broken"
    NOT_BUILT = "not-built"
    SKIPPED = "skipped"
    PASSED = "passed"

    @property
    def words(self) -> str:
        return "not built yet" if self is Status.NOT_BUILT else str(self)


TROUBLED = (Status.BROKEN, Status.NOT_BUILT)

# The standard's statuses.
STATUSES = {
    "PASSED": Status.PASSED,
    "SKIPPED": Status.SKIPPED,
    "UNDEFINED": Status.NOT_BUILT,
    "PENDING": Status.NOT_BUILT,
    "FAILED": Status.BROKEN,
    "AMBIGUOUS": Status.BROKEN,
    "UNKNOWN": Status.BROKEN,
}


def worst(statuses) -> Status:
    """The worst of some statuses; skipped if there are none."""
    order = list(Status)
    return min(statuses, key=order.index, default=Status.SKIPPED)


class NotShownError(Exception):
    """The page cannot show an attachment; says why, as the end of a sentence."""


@dataclass
class File:
    """Something attached: its media type, its name, its bytes."""

    media_type: str
    name: str
    data: bytes
    why_not: str = ""  # why the page cannot show it
    link: str = ""  # where it is on the web, if it is not in the messages


@dataclass
class Entry:
    """One thing that happened: its time on the story's clock, its kind, in words, and as data."""

    at: str  # ISO 8601; empty if a story has no clock
    kind: str
    caption: str
    data: dict[str, Any] = field(default_factory=dict)
    file: File | None = None


@dataclass
class StepRun:
    """One step or hook as it ran."""

    keyword: str
    text: str
    status: Status
    seconds: float
    result: str = ""  # the standard's status, which is finer than ours
    message: str = ""
    error_type: str = ""
    error_message: str = ""
    trace: str = ""
    hook: str = ""  # its name, if this is a hook
    in_background: bool = False
    table: list[list[str]] = field(default_factory=list)
    doc_string: str | None = None
    definitions: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Case:
    """A plain scenario as it ran, or one example of an outline."""

    id: str
    name: str
    line: int
    steps: list[StepRun]
    seconds: float
    columns: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    attempts: int = 1

    @property
    def example(self) -> str:
        """The row of an outline in words; empty for a plain scenario."""
        return ", ".join(f"{column}: {cell}" for column, cell in zip(self.columns, self.cells, strict=False))

    @property
    def status(self) -> Status:
        return worst(step.status for step in self.steps)

    @property
    def ended_by(self) -> StepRun | None:
        """The first step or hook that did not pass; None if all passed."""
        if self.status is Status.PASSED:
            return None
        return next((step for step in self.steps if step.status is self.status), None)


@dataclass
class WrittenStep:
    """A step as it is written."""

    keyword: str
    text: str
    table: list[list[str]] = field(default_factory=list)
    doc_string: str | None = None


@dataclass
class Examples:
    """A table of an outline, and the case of each row."""

    name: str
    description: str
    header: list[str]
    cases: list[Case]
    rows: list[list[str]]  # as written, run or not


@dataclass
class Scenario:
    """A scenario or an outline as it is written; an outline has a case for each of its examples.

    This is the unit that everything counts. Its status is that of its worst example.
    """

    id: str
    name: str
    keyword: str
    description: str
    tags: list[str]
    line: int
    steps: list[WrittenStep]
    cases: list[Case]
    examples: list[Examples] = field(default_factory=list)

    @property
    def status(self) -> Status:
        return worst(case.status for case in self.cases)

    @property
    def ended(self) -> list[Case]:
        """The cases that are broken or not built yet, the broken ones first."""
        return [case for status in TROUBLED for case in self.cases if case.status is status]

    @property
    def seconds(self) -> float:
        return sum(case.seconds for case in self.cases)


@dataclass
class Group:
    """A rule, or the scenarios of a feature outside of rules."""

    id: str
    name: str
    description: str
    tags: list[str]
    background: list[WrittenStep]
    scenarios: list[Scenario]

    @property
    def status(self) -> Status:
        return worst(scenario.status for scenario in self.scenarios)


@dataclass
class Feature:
    """One feature file."""

    id: str
    uri: str
    name: str
    description: str
    tags: list[str]
    background: list[WrittenStep]
    groups: list[Group]
    number: int = 0  # its place in the reading order

    @property
    def scenarios(self) -> list[Scenario]:
        return [scenario for group in self.groups for scenario in group.scenarios]

    @property
    def cases(self) -> list[Case]:
        return [case for scenario in self.scenarios for case in scenario.cases]

    @property
    def status(self) -> Status:
        return worst(case.status for case in self.cases)


@dataclass
class Chapter:
    """A folder of features."""

    id: str
    number: str
    name: str
    features: list[Feature]

    @property
    def scenarios(self) -> list[Scenario]:
        return [scenario for feature in self.features for scenario in feature.scenarios]

    @property
    def status(self) -> Status:
        return worst(scenario.status for scenario in self.scenarios)

    @property
    def seconds(self) -> float:
        return sum(scenario.seconds for scenario in self.scenarios)


@dataclass
class Definition:
    """A step definition: its pattern and its place."""

    id: str
    pattern: str
    place: str


@dataclass
class Run:
    """Everything in the messages of one run."""

    chapters: list[Chapter]
    definitions: dict[str, Definition]
    dictionary: list[dict[str, Any]]
    words: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    started: float  # seconds since 1970
    seconds: float
    success: bool
    finished: bool
    meta: dict[str, Any]
    # Failed hooks of the run itself, and the message at its end.
    troubles: list[StepRun]
    message: str = ""
    # Files that could not be read, with the reason.
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    # Sentences about what the page leaves out.
    left_out: list[str] = field(default_factory=list)

    @property
    def in_trouble(self) -> bool:
        """Whether the run itself failed, whatever its scenarios did."""
        return bool(self.troubles or self.message or self.unreadable) or not self.finished

    @property
    def features(self) -> list[Feature]:
        return [feature for chapter in self.chapters for feature in chapter.features]

    @property
    def scenarios(self) -> list[Scenario]:
        return [scenario for chapter in self.chapters for scenario in chapter.scenarios]

    @property
    def placed(self) -> Iterator[tuple[Feature, Group, Scenario]]:
        """Each scenario with its feature and its group, in reading order."""
        for feature in self.features:
            for group in feature.groups:
                for scenario in group.scenarios:
                    yield feature, group, scenario

    @property
    def cases(self) -> list[Case]:
        return [case for _, _, case in self.told]

    @property
    def told(self) -> Iterator[tuple[Feature, Scenario, Case]]:
        """Each case with its scenario and its feature, in reading order."""
        for feature in self.features:
            for scenario in feature.scenarios:
                for case in scenario.cases:
                    yield feature, scenario, case

    @property
    def status(self) -> Status:
        """The worst status of its scenarios; broken if the run itself failed."""
        return Status.BROKEN if self.in_trouble else worst(scenario.status for scenario in self.scenarios)
