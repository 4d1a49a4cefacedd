"""The front page: each chapter in a paragraph, its state, and what needs attention."""

import re

import pytest
from streams import Outcome, Stream, broken, timeline

from living_docs.changes import changes
from living_docs.model import Status
from living_docs.overview import abstracts, gist, troubles

MOVES = """
Feature: An application moves through its stages
  The stage says whose turn it is. It changes only by a move.

  A second paragraph.

  Rule: Backwards is refused
    Scenario: forward
      When forward
    Scenario Outline: to <stage>
      When to <stage>
      Examples:
        | stage   |
        | Inquiry |
        | Review  |
        | Funded  |
"""
NOTES = "Feature: Is it noted?\n Scenario: a note\n  When a note"
FEATURES = {"features/1_loans/moves.feature": MOVES, "features/1_loans/notes.feature": NOTES}


def stream(**outcomes: Outcome) -> Stream:
    return Stream(FEATURES, {name.replace("_", " "): outcome for name, outcome in outcomes.items()})


def overview(html: str) -> str:
    """The words of the front page."""
    section = html.partition('<section id="overview"')[2].partition('<section id="story"')[0]
    return " ".join(re.sub(r"<[^>]*>", " ", section).split())


def test_a_chapter_is_told_in_the_words_of_its_features():
    (abstract,) = abstracts(stream().run())
    assert [(one.name, one.prose) for one in abstract.sentences] == [
        ("An application moves through its stages.", "The stage says whose turn it is."),
        ("Is it noted?", ""),
    ]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ({}, "all 3 passed"),
        ({"forward": broken()}, "1 broken, 2 passed"),
        ({"forward": broken(), "to_Review": Outcome("PENDING")}, "1 broken, 1 not built yet, 1 passed"),
    ],
)
def test_the_state_of_a_chapter(outcomes, said):
    assert abstracts(stream(**outcomes).run())[0].state == said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (broken(), "Expected 'Valuation'; actual: 'Inquiry'"),
        (
            broken("Expected: an e-mail “A”\n     but: \n · B\n · C"),
            "Expected an e-mail “A”; actual: B (and 1 more)",
        ),
        (
            broken(
                "Expected: “4 days”\n     but: the nearest differs\n    - «4» days\n    + «3» days\nThere is"
            ),
            "Expected “4 days”; actual: 3 days",
        ),
        (broken("Nothing was refused.\nSo much."), "Nothing was refused. (and 1 more)"),
        (Outcome("UNDEFINED", "Did you mean: …"), "When forward"),
        (Outcome("PENDING"), "Not built yet: this step."),
        (broken("x" * 400), f"{'x' * 219}…"),
    ],
)
def test_why_in_a_line(outcome, words):
    assert gist(stream(forward=outcome).run().scenarios[0]) == words


def test_an_outline_is_listed_once_with_its_worst_status():
    run = stream(to_Review=broken(), to_Funded=Outcome("PENDING")).run()
    ((trouble,), not_built) = troubles(run).values()
    assert trouble.examples == "1 broken and 1 not built yet, of 3 examples"
    assert (trouble.scenario.status, not_built) == (Status.BROKEN, [])


def test_the_front_page_says_what_needs_attention():
    now = stream(forward=broken(), a_note=Outcome("UNDEFINED"))
    words = overview(now.page(changes=changes(stream().run(), now.run())))
    for told in (
        "Broken 1 forward An application moves through its stages › Backwards is refused",
        "Not built yet 1 a note Is it noted?",
        "Changed 2 Since the run of ",
        "1 newly broken forward",
        "1 no longer built a note",
        "1 Loans broken: 1 broken, 1 not built yet, 1 passed",
        "The stage says whose turn it is.",
        "from start to end; the run before took",
    ):
        assert told in words, words


def test_of_a_green_run_nothing_needs_attention():
    words = overview(stream().page())
    assert "all 3 passed" in words
    for heading in ("Broken", "Not built yet", "Flaky", "Changed", "failed"):
        assert heading not in words


def test_trouble_of_the_run_itself_comes_first():
    words = overview(
        Stream(FEATURES, {"forward": broken()}, run_hooks=[Outcome("FAILED", "x", hook="before_all")]).page()
    )
    assert words.index("The run itself failed") < words.index("Broken 1")


SWEEP = {"kind": "task", "name": "x.tasks.sweep", "state": "SUCCESS"}


def test_what_happened_before_a_failure_is_a_line_each():
    entries = [
        {**SWEEP, "result": {"due": 1}, "times": 40},
        {**SWEEP, "result": {"due": 0}, "state": "FAILURE"},
        {**SWEEP, "result": None},
        {"kind": "idle", "caption": "found nothing to do: sweep (41 times)"},
    ]
    html = stream(forward=Outcome("FAILED", "x", attached=[timeline(*entries)])).page()
    lines = html.partition('class="until"')[2].partition("</details>")[0]
    words = [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in lines.split("<li")[1:]]
    assert [line.partition(">")[2].strip() for line in words] == [
        "Monday 3 March 2025",
        "09:00 task sweep: due 1 (40 times)",
        "09:00 task sweep (failure): due 0",
        "09:00 task sweep",
        "09:00 idle found nothing to do: sweep (41 times)",
    ]
    assert lines.count('data-kind="idle"') == 1
