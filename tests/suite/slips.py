"""Slips: uses of a phrase with one thing wrong, made from the dictionary itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from behave.step_registry import StepRegistry

from timeskip.gherkin.dictionary import Entry, entries

NOBODY = "Zelda"
AN_UNKNOWN_PERSON, A_THING = "a person who is not in the story", "a thing that does not exist"
AN_EMPTY_TEXT, NOTHING_HAS_HAPPENED = "an empty text", "nothing has happened"
# The least that a word can be where it may be nothing.
LEAST = {"int": "0", "count": "0", "money": "$0.00", "amount": "$0.00"}


@dataclass(frozen=True)
class Slip:
    """One use of a phrase with one thing wrong: the kind, the keyword and the step, and what is below it."""

    kind: str
    phrase: str
    keyword: str
    step: str
    below: str = ""

    @property
    def title(self) -> str:
        return " ".join(f"{self.step} {self.below}".split())


@dataclass(frozen=True)
class Place:
    """Where a word stands in an example: its name, as in braces, and what stands there."""

    name: str
    start: int
    end: int
    word: str


@dataclass(frozen=True)
class Example:
    """The example of a phrase: the step, the places of its words, and what it needs below it."""

    entry: Entry
    step: str
    places: tuple[Place, ...]
    columns: tuple[str, ...] = ()
    has_lines: bool = False

    def slip(self, kind: str, values: list[tuple[Place, str]], below: str = "") -> Slip:
        """Return the example with other words in some places."""
        step = self.step
        for place, value in sorted(values, key=lambda one: one[0].start, reverse=True):
            step = step[: place.start] + value + step[place.end :]
        return Slip(kind, self.entry.phrase, self.entry.keyword, step, below)


def examples(registry: StepRegistry, *keywords: str) -> Iterator[Example]:
    """Yield the example of each step definition, with the first of the keywords that it is known by."""
    known = set()
    for keyword in keywords:
        matchers = {matcher.pattern: matcher for matcher in registry.steps[keyword.lower()]}
        for entry in entries(registry):
            if entry.keyword == keyword and matchers[entry.phrase].func not in known:
                yield _example_of(entry, matchers[entry.phrase])
        known |= {matcher.func for matcher in matchers.values()}


def table(columns: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    """Return a table to stand below a step."""
    return "".join(f"      | {' | '.join(row)} |\n" for row in (columns, *rows))


def lines(*words: str) -> str:
    """Return a text to stand below a step."""
    return "".join(f"      {line}\n" for line in ('"""', *words, '"""'))


def _example_of(entry: Entry, matcher) -> Example:
    written = entry.example.partition(" ")[2]
    below = re.search(r" \(and (.*)\)$", written)
    step = written.removesuffix(below[0]) if below else written
    names = re.findall(r"\{(\w+)\}", entry.phrase)
    places = tuple(
        Place(name, one.start, one.end, step[one.start : one.end])
        for name, one in zip(names, matcher.match(step).arguments, strict=True)
    )
    if not below:
        return Example(entry, step, places)
    if "table" not in below[1]:
        return Example(entry, step, places, has_lines=True)
    columns = below[1].partition(": ")[2]
    return Example(entry, step, places, tuple(columns.split(" | ")) if columns else ("Nonsense",))
