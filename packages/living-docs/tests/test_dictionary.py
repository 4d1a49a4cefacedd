"""Every phrase, what a suite says of it, and who uses it."""

import json

import pytest
from streams import Definition, Stream, attachment

from living_docs.dictionary import dictionary

TEXT = """
Feature: Moves
  Scenario: one
    Given Bella moves it
    When Bella moves it
  Scenario: two
    When Bella moves it
"""
PLACE = "features/steps/steps.py"


def said(phrase: str, line: int, keyword: str, family: str = "moving"):
    return {
        "phrase": phrase,
        "place": f"{PLACE}:{line}",
        "keyword": keyword,
        "meaning": f"{keyword} of {phrase}",
        "example": "Bella moves it",
        "family": family,
    }


MOVES, RESTS, NOBODYS = "{person} moves it", "{x} rests", "^of nobody$"


@pytest.fixture
def stream():
    told = {
        "phrases": [said(MOVES, 1, "Given"), said(MOVES, 1, "When"), said(RESTS, 9, "Then", "a")],
        "words": [
            {"name": "person", "example": "Bella"},
            {"name": "mood", "example": "glad", "meaning": "Today's.", "values": ["glad", "sad"]},
        ],
        "notes": [{"title": "When a story begins", "lines": ["On 3 March 2025."]}],
    }
    known = [Definition(MOVES), Definition(MOVES), Definition(RESTS, line=9)]
    return Stream(
        {"f/moves.feature": TEXT},
        definitions=[*known, Definition(NOBODYS, "other.py", 3)],
        uses={"Bella moves it": [1]},
        attached=[attachment(json.dumps(told), "application/json; profile=dictionary")],
    )


def test_phrases_have_the_keywords_that_the_suite_says_in_its_order(stream):
    found = {(phrase.keyword, phrase.phrase): phrase for phrase in dictionary(stream.run())}
    assert set(found) == {("Given", MOVES), ("When", MOVES), ("Then", RESTS), ("", NOBODYS)}
    assert found["When", MOVES].meaning == "When of {person} moves it"


def test_uses_are_counted_and_scenarios_named_once(stream):
    found = {(phrase.keyword, phrase.phrase): phrase for phrase in dictionary(stream.run())}
    moves = found["When", MOVES]
    assert (moves.uses, moves.scenarios) == (3, {"f/moves/one": "one", "f/moves/two": "two"})
    assert found["Then", RESTS].uses == 0


def test_the_page_marks_what_is_used_nowhere(stream):
    section = stream.page().partition('id="dictionary"')[2].partition('id="figures"')[0]
    assert section.count("Not used in this run.") == 3
    assert "used 3 times in 2 scenarios" in section
    assert "<i>{person}</i> moves it" in section
    assert "4 phrases that a scenario can use; 3 of them were not used" in section


@pytest.mark.parametrize(
    "odd",
    [
        {"notes": [{"title": "When a story begins"}]},
        {"notes": [{"title": "When a story begins", "lines": "On 3 March 2025."}]},
        {"notes": [{"lines": []}]},
        {"words": [{"name": "person"}]},
        {"words": [{"name": "person", "example": "Bella", "values": "Bella"}]},
    ],
)
def test_a_dictionary_of_another_form_costs_no_more_than_itself(stream, odd):
    told = {"phrases": [said(MOVES, 1, "Given")], "words": [], **odd}
    stream.attached = [attachment(json.dumps(told), "application/json; profile=dictionary")]
    assert [phrase.keyword for phrase in dictionary(stream.run())] == [""] * 4
    assert "moves it" in stream.page().partition('id="dictionary"')[2]


def test_a_suite_that_says_nothing_of_its_phrases_has_them_listed(stream):
    stream.attached = []
    assert [phrase.keyword for phrase in dictionary(stream.run())] == [""] * 4


def test_the_page_shows_notes_and_what_a_word_may_be(stream):
    shown = stream.page().partition('id="dictionary"')[2]
    assert "<h3>When a story begins</h3><p>On 3 March 2025.</p>" in shown
    assert "<dd>glad<br>Today&#39;s.<br>one of glad, sad</dd>" in shown
    assert "<dd>Bella</dd>" in shown
