"""A link to a scenario stays as it is, and leads to one thing only."""

import re

from streams import Stream

from living_docs.addresses import LONGEST, Addresses, slug

TWO_OF_A_NAME = """
Feature: Moves
  Rule: first
    Scenario: same
      Given a
  Rule: second
    Scenario: same
      Given b
    Scenario: other
      Given c
    Scenario Outline: many
      Given <d>
      Examples:
        | d |
        | 1 |
        | 1 |
"""


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', html)


def addresses(stream: Stream) -> dict[int, str]:
    return {case.line: case.id for case in stream.run().cases}


def test_words_make_an_address():
    assert slug("A move, “back” to $5!") == "a-move-back-to-5"
    assert slug("Prüfung läuft") == "prufung-lauft"
    assert slug("日本 の話") == "日本-の話"
    assert slug("…") == "x"
    assert len(slug("word " * 100)) <= LONGEST


def test_nothing_has_the_address_of_another():
    given = Addresses()
    assert [given.of("a", "b/a") for _ in range(4)] == ["a", "b/a", "b/a--2", "b/a--3"]


def test_two_of_a_name_are_told_apart_by_their_rules():
    assert list(addresses(Stream({"features/01_loans/moves.feature": TWO_OF_A_NAME})).values()) == [
        "01-loans/moves/same",
        "01-loans/moves/second/same",
        "01-loans/moves/other",
        "01-loans/moves/many/1",
        "01-loans/moves/many/1--2",
    ]


def test_a_part_of_a_run_has_the_addresses_of_the_whole():
    features = {"features/01_loans/moves.feature": TWO_OF_A_NAME}
    whole = addresses(Stream(features))
    for name in ("other", "many"):
        part = addresses(Stream(features, only=name))
        assert part.items() <= whole.items()
        assert 0 < len(part) < len(whole)
    text = TWO_OF_A_NAME.replace("Scenario: same\n      Given a", "Scenario: same-not\n      Given a")
    assert addresses(Stream({"features/01_loans/moves.feature": text}, only="other")).items() <= whole.items()


def test_another_scenario_in_the_file_changes_no_address():
    longer = TWO_OF_A_NAME.replace(
        "    Scenario: other", "    Scenario: new\n      Given n\n    Scenario: other"
    )
    before = set(addresses(Stream({"f/moves.feature": TWO_OF_A_NAME})).values())
    assert before < set(addresses(Stream({"f/moves.feature": longer})).values())


def test_no_name_of_a_file_or_scenario_takes_an_address_of_the_page():
    names = ["gallery", "story", "query", "title", "keys", "data-contents", "chapter-features", "figures"]
    features = {f"{name}.feature": f"Feature: {name}\n Scenario: {name}\n  Given x" for name in names}
    features |= {f"1_a/{name}.feature": f"Feature: {name}\n Scenario: title\n  Given x" for name in names}
    features |= {f"1-a/{name}.feature": f"Feature: {name}\n Scenario: --title\n  Given x" for name in names}
    found = ids(Stream(features).page())
    assert len(found) == len(set(found))
    assert {"gallery", "features/gallery/gallery"} <= set(found)
