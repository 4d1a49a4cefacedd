"""Slips of Givens and Whens: they are handed what cannot be."""

from collections.abc import Iterator

from behave.step_registry import StepRegistry

from tests.suite.fine_slips import FINE
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
    And Greta guarantees Omar's loan
"""
ANOTHER_ROLE, NONE_OF_IT = "a person of another role", "none of it"
A_WRONG_CELL, A_WRONG_TABLE = "a wrong cell", "a wrong table"
KINDS = (
    AN_UNKNOWN_PERSON,
    ANOTHER_ROLE,
    A_THING,
    AN_EMPTY_TEXT,
    NONE_OF_IT,
    A_WRONG_TABLE,
    A_WRONG_CELL,
)
MOST = 25  # slips of a scenario
# Who is handed to a phrase: an admin, who is no party to a loan, and a guarantor, who has no login.
OTHERS = {"Ada": ("Ben", "Greta"), "Greta": ("Ada", "Bella")}
# Column → a good cell, and a wrong one that is not blank.
CELLS = {
    "borrower": ("Omar", NOBODY),
    "amount": ("$1,250.00", "$1250"),
    "principal": ("$1,000.00", "1,000.00"),
    "interest": ("$250.00", "Nonsense"),
    "date": ("7 March 2025", "31 April 2025"),
    "due": ("14 March 2025", "Friday 15 March 2025"),
    "value date": ("28 February 2025", "Nonsense"),
    "bounced": ("1 March 2025", "1/3/2025"),
    "stage": ("Valuation", "Nonsense"),
    "at": ("Monday 3 March 2025 10:00", "3 March 2025"),
    "reference": ("HL-OMAR", "HL-NOBODY"),
}


def slips_of_acts(registry: StepRegistry) -> list[Slip]:
    """Return every way of handing every Given and When of a registry what cannot be, whatever its tense."""
    return [slip for example in examples(registry, "When", "Given") for slip in _slips_of(example)]


def scenarios_of_acts(slips: list[Slip]) -> Iterator[tuple[str, list[Slip]]]:
    """Yield the steps that begin a scenario, and its slips.

    What is to fail changes nothing, so that many slips of a kind share a scenario. A use that is fine has
    one of its own.
    """
    fine = {title for titles in FINE.values() for title in titles}
    may_pass = [slip for slip in slips if slip.kind == NOTHING_HAS_HAPPENED or slip.title in fine]
    for slip in may_pass:
        yield CAST, [slip]
    for kind in KINDS:
        of_the_kind = [slip for slip in slips if slip.kind == kind and slip not in may_pass]
        for first in range(0, len(of_the_kind), MOST):
            yield CAST, of_the_kind[first : first + MOST]


def _slips_of(example: Example) -> Iterator[Slip]:
    below = _below(example)
    yield example.slip(NOTHING_HAS_HAPPENED, [], below)
    for place in example.places:
        if place.name == "person":
            yield example.slip(AN_UNKNOWN_PERSON, [(place, NOBODY)], below)
            for name in OTHERS.get(place.word, ("Ada", "Greta")):
                yield example.slip(ANOTHER_ROLE, [(place, name)], below)
        if place.name == "string":
            yield example.slip(A_THING, [(place, '"Nothing of that name"')], below)
        if place.name in ("string", "text"):
            yield example.slip(AN_EMPTY_TEXT, [(place, '""')], below)
        if place.name in LEAST:
            yield example.slip(NONE_OF_IT, [(place, LEAST[place.name])], below)
    if below:
        yield example.slip(A_WRONG_TABLE, [])
    if example.has_lines:
        yield example.slip(AN_EMPTY_TEXT, [], lines())
    if example.columns:
        yield from _slips_of_the_table(example)


def _slips_of_the_table(example: Example) -> Iterator[Slip]:
    columns = example.columns
    good = tuple(CELLS[column][0] for column in columns)
    yield example.slip(A_WRONG_TABLE, [], table(columns))
    yield example.slip(A_WRONG_TABLE, [], table((*columns, "Nonsense"), (*good, "1")))
    for place, column in enumerate(columns):
        fewer = [tuple(row[:place] + row[place + 1 :]) for row in (columns, good)]
        yield example.slip(A_WRONG_TABLE, [], table(*fewer))
        for cell in ("", CELLS[column][1]):
            yield example.slip(A_WRONG_CELL, [], table(columns, (*good[:place], cell, *good[place + 1 :])))


def _below(example: Example) -> str:
    if example.has_lines:
        return lines("Words that are nowhere")
    cells = tuple(CELLS[column][0] for column in example.columns)
    return table(example.columns, cells) if cells else ""
