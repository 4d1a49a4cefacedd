"""Chapter 09 says what people do and see on pages in the business's words, without clicks and labels."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave.model import Step
from behave.parser import parse_feature, parse_file

from tests.suite.behave_run import ROOT

CHAPTER = sorted((ROOT / "features" / "09_workspace").glob("*.feature"))
WORKSPACE = ROOT / "workspace"
# What a hand does to a page, what a page is made of, and how it came.
OF_PAGES = re.compile(
    r"\b(?:"
    r"(?:double-)?click(?:s|ed|ing)?|press(?:es|ed|ing)?|tap(?:s|ped)?|hover(?:s|ed)?|scroll(?:s|ed)?"
    r"|tick(?:s|ed)?|submit(?:s|ted)?|tab key|enter key|mouse|cursor"
    r"|buttons?|links?|fields?|labels?|headings?|headers?|checkbox(?:es)?|radio|drop-?downs?|menus?|icons?"
    r"|pop-?ups?|dialogs?|text ?box(?:es)?|(?<!application )forms?|placeholders?|tooltips?"
    r"|url|html|css|http|404|redirect(?:s|ed)?"
    r")\b",
    re.IGNORECASE,
)
# The words of what is pressed or followed, where a template or a view says them itself.
PRESSED = {
    "*.html": re.compile(r"<(?:button|a)\b[^>]*>([^<{]+)</(?:button|a)>"),
    "*.py": re.compile(r'button="([^"]+)"'),
}
QUOTED = re.compile(r'"([^"]+)"')


def words_of_pages(text: str) -> list[str]:
    """Return each line of a feature that speaks of clicks or labels."""
    return [line.strip() for line in text.splitlines() if OF_PAGES.search(line)]


def names_pressed(workspace: Path) -> set[str]:
    """Return the words of every button and link."""
    return {
        " ".join(found.split())
        for files, pressed in PRESSED.items()
        for file in workspace.rglob(files)
        for found in pressed.findall(file.read_text(encoding="utf-8"))
    } - {""}


def acts_in(features: list) -> Iterator[Step]:
    """Yield each Given and When of features."""
    for feature in features:
        for scenario in feature.walk_scenarios():
            yield from (step for step in scenario.all_steps if step.step_type != "then")


def named_in(acts: Iterator[Step], names: set[str]) -> list[str]:
    """Return the acts that quote one of the names."""
    return [act.name for act in acts if names.intersection(QUOTED.findall(act.name))]


@pytest.mark.parametrize("file", CHAPTER, ids=lambda file: file.stem)
def test_no_line_speaks_of_clicks_or_labels(file):
    assert words_of_pages(file.read_text(encoding="utf-8")) == []


def test_no_act_names_a_button_or_a_link():
    names = names_pressed(WORKSPACE)
    assert {"Add note", "Record payment", "Change the terms", "Upload a document"} <= names
    assert named_in(acts_in([parse_file(str(file)) for file in CHAPTER]), names) == []


@pytest.mark.parametrize(
    ("line", "is_of_pages"),
    [
        ('When Bella clicks "Save"', True),
        ('Given Ben has pressed "Draw up the application form"', True),
        ("| field | value |", True),
        ("Scenario: A borrower has no button to move an application", True),
        ("Scenario: The links of the navigation", True),
        ("Then Cora is answered with a 404", True),
        ("Scenario: The form says what is wrong", True),
        ('When Ben asks for Omar\'s "application form"', False),
        ("Scenario: The page says what follows a decline and whom it tells", False),
        ("Scenario: A refused payment keeps what was typed", False),
        ("When Ada narrows the pipeline to the broker Cora", False),
        ("Rule: Marking all as read clears the count in an open tab", False),
    ],
)
def test_what_counts_as_a_word_of_pages(line, is_of_pages):
    assert bool(words_of_pages(line)) == is_of_pages


def test_an_act_that_names_a_button_is_found():
    feature = parse_feature(
        "Feature: Notes\n Scenario: One\n"
        '  Given Ben is about to move Omar\'s application to "Declined"\n'
        '  When Ben chooses "Add note"\n'
        '  Then Ben reads "Add note" on the page\n'
    )
    assert named_in(acts_in([feature]), {"Add note"}) == ['Ben chooses "Add note"']
