"""Steps that ask a Then for something that is not there, made from the dictionary itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from behave.step_registry import StepRegistry

from timeskip.gherkin.dictionary import Entry, entries

CAST = """
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Nora borrows together with Omar
    And Nora has neither a login nor an e-mail address
"""
# Everything that a Then can look at is there, so that only the empty quotation, text or table is wrong.
EVENTFUL = f"""{CAST}
    And Cora is a broker who works with Carl
    And today is Sunday 9 March 2025
    And Ada is online
    And Bella is online
    And Ben is online
    And Omar is online
    And Ben has written the internal note "Call the valuer" on Omar's application
    And Bella has switched off in-app for "application status"
    And Ben has asked for Omar's "application form"
    And Bella has moved Omar's application to "Pre-approval"
    And Omar's application is at "Formal approval"
    And Ben has asked for Omar's "formal approval"
    And Omar owes a "Valuation" fee of $300.00 on 14 March 2025
    And Omar's loan of $100,000.00 at 6 % for 360 months was paid out on 31 January 2025
    And Omar's schedule has been built
    And Ben has asked for Omar's "repayment schedule"
    And Ada has imported the bank file "March.csv"
      | date         | amount    | reference |
      | 7 March 2025 | $1,250.00 | HL-NOBODY |
    And the bank file "April.csv" has been imported on the command line
      | date          | amount    | reference |
      | 8 March 2025 | $1,250.00 | HL-NOBODY |
    And Monday 10 March 2025 12:00 has come
    And Ada has opened the pipeline
    And Bella has opened the inbox
    And Ben has opened the page of Omar's application
    And Cora has opened the pipeline
    And Omar has opened the inbox
"""
NOBODY, UNREACHABLE, TO_COME = "Zelda", "Nora", "Monday 24 March 2031"
SMALLEST = {"int": "0", "money": "$0.00"}


@dataclass(frozen=True)
class Slip:
    """One use of a phrase with one thing wrong: the kind, the step, and what is below it."""

    kind: str
    step: str
    below: str = ""

    @property
    def title(self) -> str:
        return f"{self.kind}: {self.step}{self.below}".replace("\n", " ").replace("  ", "")


def slips(registry: StepRegistry) -> Iterator[Slip]:
    """Yield every way of asking every Then of a registry for what is not there."""
    matchers = {matcher.pattern: matcher for matcher in registry.steps["then"]}
    for entry in entries(registry):
        if entry.keyword == "Then":
            yield from _slips_of(entry, matchers[entry.phrase])


def feature(found: list[Slip]) -> str:
    """Return a feature with a scenario for each kind, in which every slip of it is a step."""
    kinds = dict.fromkeys(slip.kind for slip in found)
    return "Feature: Slips\n\n" + "\n".join(_scenario(kind, found) for kind in kinds)


def _scenario(kind: str, found: list[Slip]) -> str:
    steps = "".join(f"    Then {slip.step}\n{slip.below}" for slip in found if slip.kind == kind)
    return f"  Scenario: {kind}\n{EVENTFUL if kind == 'an empty text' else CAST}{steps}"


def _slips_of(entry: Entry, matcher) -> Iterator[Slip]:
    example = re.sub(r" \(and .*\)$", "", entry.example.partition(" ")[2])
    arguments = matcher.match(example).arguments
    names = re.findall(r"\{(\w+)\}", entry.phrase)
    places = [(name, found.start, found.end) for name, found in zip(names, arguments, strict=True)]
    smallest = [(start, end, SMALLEST[name]) for name, start, end in places if name in SMALLEST]
    table, text = _filled(entry)
    yield Slip("nothing has happened", _with(example, smallest), table or text)
    wrong = {"person": (NOBODY, UNREACHABLE), "people": (NOBODY, UNREACHABLE), "day": (TO_COME,)}
    for name, start, end in places:
        for value in wrong.get(name, ()):
            yield Slip(_kind(value), _with(example, [*smallest, (start, end, value)]), table or text)
        if name == "string":
            unknown = _with(example, [*smallest, (start, end, '"Nothing of that name"')])
            yield Slip("a thing that does not exist", unknown, table or text)
            yield Slip("an empty text", _with(example, [(start, end, '""')]), table or text)
    if table:
        yield Slip("an empty text", example, table.splitlines()[0] + "\n")
    if text:
        yield Slip("an empty text", example, '      """\n      """\n')
    if table or text:
        yield Slip("an empty text", example)


def _kind(value: str) -> str:
    kinds = {NOBODY: "a person who is not in the story", UNREACHABLE: "a person without a log-in"}
    return kinds.get(value, "a day to come")


def _with(example: str, values: list[tuple[int, int, str]]) -> str:
    """Return the example with other words in some places."""
    for start, end, value in sorted(values, reverse=True):
        example = example[:start] + value + example[end:]
    return example


def _filled(entry: Entry) -> tuple[str, str]:
    """Return the table and the text that an example needs below it, one of them or none."""
    below = re.search(r" \(and (.*)\)$", entry.example)
    if not below:
        return "", ""
    if "table" not in below[1]:
        return "", '      """\n      Words that are nowhere\n      """\n'
    _, _, columns = below[1].partition(": ")
    headings = columns.split(" | ") if columns else ["Nonsense"]
    cells = [NOBODY if heading == "person" else "1" for heading in headings]
    return "".join(f"      | {' | '.join(row)} |\n" for row in (headings, cells)), ""
