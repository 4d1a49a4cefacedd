"""Slips of Thens: they are asked for what is not there."""

from collections.abc import Iterator

from behave.step_registry import StepRegistry

from tests.suite.slips import (
    A_THING,
    AN_EMPTY_TEXT,
    AN_UNKNOWN_PERSON,
    LEAST,
    NOBODY,
    NOTHING_HAS_HAPPENED,
    Example,
    Slip,
    examples,
    lines,
    table,
)

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
    And Omar's loan of $100,000.00 at 6 % for 360 months was funded on 31 January 2025
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
UNREACHABLE, TO_COME = "Nora", "Monday 24 March 2031"
NO_LOG_IN, A_DAY_TO_COME = "a person without a log-in", "a day to come"
KINDS = (AN_UNKNOWN_PERSON, NO_LOG_IN, A_THING, A_DAY_TO_COME, AN_EMPTY_TEXT)
WRONG = {
    "person": {NOBODY: AN_UNKNOWN_PERSON, UNREACHABLE: NO_LOG_IN},
    "people": {NOBODY: AN_UNKNOWN_PERSON, UNREACHABLE: NO_LOG_IN},
    "day": {TO_COME: A_DAY_TO_COME},
}


def slips_of_thens(registry: StepRegistry) -> list[Slip]:
    """Return every way of asking every Then of a registry for what is not there."""
    return [slip for example in examples(registry, "Then") for slip in _slips_of(example)]


def scenarios_of_thens(slips: list[Slip]) -> Iterator[tuple[str, list[Slip]]]:
    """Yield a scenario for each kind: the steps that begin it, and the slips; no Then changes anything."""
    for kind in (NOTHING_HAS_HAPPENED, *KINDS):
        yield EVENTFUL if kind == AN_EMPTY_TEXT else CAST, [slip for slip in slips if slip.kind == kind]


def _slips_of(example: Example) -> Iterator[Slip]:
    least = [(place, LEAST[place.name]) for place in example.places if place.name in LEAST]
    below = _below(example)
    yield example.slip(NOTHING_HAS_HAPPENED, least, below)
    for place in example.places:
        for value, kind in WRONG.get(place.name, {}).items():
            yield example.slip(kind, [*least, (place, value)], below)
        if place.name == "string":
            yield example.slip(A_THING, [*least, (place, '"Nothing of that name"')], below)
            yield example.slip(AN_EMPTY_TEXT, [(place, '""')], below)
    if example.columns:
        yield example.slip(AN_EMPTY_TEXT, [], table(example.columns))
    if example.has_lines:
        yield example.slip(AN_EMPTY_TEXT, [], lines())
    if below:
        yield example.slip(AN_EMPTY_TEXT, [])


def _below(example: Example) -> str:
    if example.has_lines:
        return lines("Words that are nowhere")
    cells = tuple(NOBODY if heading == "person" else "1" for heading in example.columns)
    return table(example.columns, cells) if cells else ""
