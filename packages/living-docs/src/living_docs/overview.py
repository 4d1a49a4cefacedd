"""The front page: what the product does, its state, and what needs attention."""

import re
from dataclasses import dataclass

from living_docs.difference import nearest_by_suite
from living_docs.failure import failure_of
from living_docs.figures import counts_of
from living_docs.model import TROUBLED, Chapter, Feature, Group, Run, Scenario, Status

SENTENCE_ENDS = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[^a-z\s])")
LONGEST_GIST = 220  # characters


@dataclass(frozen=True)
class Sentence:
    """What a feature does, which its name says, and why, in the first sentence of its prose."""

    feature: Feature
    name: str
    prose: str


@dataclass(frozen=True)
class Abstract:
    """A chapter in one paragraph, and its state in words."""

    chapter: Chapter
    sentences: list[Sentence]
    state: str


@dataclass(frozen=True)
class Trouble:
    """A scenario that is broken or not built yet, and why, in a line."""

    feature: Feature
    group: Group
    scenario: Scenario
    gist: str
    examples: str  # how many of its examples; empty for a plain scenario


def abstracts(run: Run) -> list[Abstract]:
    """A paragraph for each chapter, from the names and the prose of its features."""
    return [
        Abstract(chapter, [sentence_of(one) for one in chapter.features], state(chapter.scenarios))
        for chapter in run.chapters
    ]


def sentence_of(feature: Feature) -> Sentence:
    """A feature's name as a sentence, and the first sentence of its prose."""
    name = feature.name if feature.name.endswith((".", "!", "?")) else f"{feature.name}."
    paragraph = " ".join(feature.description.partition("\n\n")[0].split())
    return Sentence(feature, name, SENTENCE_ENDS.split(paragraph, maxsplit=1)[0])


def state(scenarios: list[Scenario]) -> str:
    """The state of some scenarios in words: all 12 passed, or how many of which status."""
    counts = counts_of(scenarios)
    if len(counts) == 1:
        (status,) = counts
        return f"{'all ' if len(scenarios) > 1 else ''}{len(scenarios):,} {status.words}"
    return ", ".join(f"{counts[status]:,} {status.words}" for status in Status if counts[status])


def troubles(run: Run) -> dict[Status, list[Trouble]]:
    """The scenarios that are broken, and those that are not built yet, in reading order."""
    found: dict[Status, list[Trouble]] = {status: [] for status in TROUBLED}
    for feature, group, scenario in run.placed:
        if scenario.status in TROUBLED:
            found[scenario.status].append(
                Trouble(feature, group, scenario, gist(scenario), examples_of(scenario))
            )
    return found


def examples_of(scenario: Scenario) -> str:
    """How many examples of an outline are broken or not built yet; empty for a plain scenario."""
    if not scenario.examples:
        return ""
    counts = [
        f"{number} {status.words}"
        for status in TROUBLED
        if (number := sum(case.status is status for case in scenario.cases))
    ]
    return f"{' and '.join(counts)}, of {len(scenario.cases)} examples"


def gist(scenario: Scenario) -> str:
    """Why a scenario did not pass, in a line: of an outline, its first example that did not."""
    failure = failure_of(scenario.ended[0])
    if failure.is_missing:
        words = f"{failure.step.keyword} {failure.step.text}"
    elif failure.is_compared:
        actual = nearest_by_suite(failure.actual) or _line(failure.actual)
        words = f"Expected {_line(failure.expected)}; actual: {actual}"
    else:
        words = _line(failure.words) or failure.headline
    return words if len(words) <= LONGEST_GIST else f"{words[: LONGEST_GIST - 1]}…"


def _line(text: str) -> str:
    """The first line of a text; how many more there are."""
    first, *others = [line.strip(" ·") for line in text.splitlines() if line.strip()] or [""]
    return f"{first} (and {len(others)} more)" if others else first
