"""What changed since the run before, each kind by what makes it so."""

import pytest
from streams import Outcome, Stream, broken

from living_docs.changes import changes

TEXT = """
Feature: Moves
  Scenario: forward
    Given an application
    And its papers
    And its broker
    When she moves it
    Then it is there
"""
PATH = "f/moves.feature"
OTHER_STEPS = "Feature: Moves\n  Scenario: sideways\n    Given a dog\n    When it barks\n    Then it is quiet"


def found(before: Stream, now: Stream):
    return [(one.kind, one.id, one.name, one.detail) for one in changes(before.run(), now.run()).found]


def run(text: str = TEXT, outcome: Outcome | None = None, **options) -> Stream:
    return Stream({PATH: text}, {"it is there": outcome} if outcome else {}, **options)


def test_nothing_has_changed():
    assert found(run(), run()) == []
    assert "Nothing has changed." in run().page(changes=changes(run().run(), run().run()))


@pytest.mark.parametrize("was", ["PASSED", "SKIPPED", "PENDING"])
def test_broken_since(was):
    ((kind, address, name, detail),) = found(run(outcome=Outcome(was)), run(outcome=broken()))
    assert (kind, address, name) == ("broken", "f/moves/forward", "forward")
    assert detail == f"was {'not built yet' if was == 'PENDING' else was.lower()}"


def test_what_stays_broken_has_not_changed():
    assert found(run(outcome=broken()), run(outcome=broken("otherwise"))) == []


@pytest.mark.parametrize("was", ["FAILED", "UNDEFINED", "PENDING"])
def test_fixed(was):
    ((kind, *_),) = found(run(outcome=Outcome(was)), run())
    assert kind == "fixed"


def test_skipped_before_is_not_fixed():
    assert found(run(outcome=Outcome("SKIPPED")), run()) == []


def test_new_and_gone():
    assert [(kind, name) for kind, _, name, _ in found(run(), run(OTHER_STEPS))] == [
        ("new", "sideways"),
        ("gone", "forward"),
    ]


def test_other_steps_under_the_same_title():
    now = run(TEXT.replace("she moves it", "Bella moves it"))
    assert found(run(), now) == [
        ("reworded", "f/moves/forward", "forward", "other steps under the same title")
    ]


@pytest.mark.parametrize("more", ["      | a |\n", '      """\n      a\n      """\n'])
def test_a_table_or_a_text_is_a_part_of_the_words(more):
    ((kind, *_),) = found(run(), run(f"{TEXT}{more}"))
    assert kind == "reworded"


def test_another_title_over_nearly_the_same_steps():
    now = run(TEXT.replace("Scenario: forward", "Scenario: onward"))
    assert found(run(), now) == [("reworded", "f/moves/onward", "onward", "was “forward”")]


@pytest.mark.parametrize(("kept", "kinds"), [(3, ["reworded"]), (2, ["new", "gone"])])
def test_six_in_ten_steps_alike_are_the_same_scenario(kept, kinds):
    steps = [
        "Given an application",
        "And its papers",
        "And its broker",
        "When she moves it",
        "Then it is there",
    ]
    others = [f"{step} otherwise" for step in steps[kept:]]
    now = run("Feature: Moves\n  Scenario: onward\n    " + "\n    ".join([*steps[:kept], *others]))
    assert [kind for kind, *_ in found(run(), now)] == kinds


def test_a_title_of_another_feature_is_no_rewording():
    before = Stream({PATH: TEXT, "f/other.feature": OTHER_STEPS})
    now = Stream(
        {PATH: TEXT, "f/other.feature": TEXT.replace("Scenario: forward", "Scenario: onward")},
    )
    assert [kind for kind, *_ in found(before, now)] == ["new", "gone"]


@pytest.mark.parametrize(
    ("before", "now", "slower"),
    [
        (1.0, 2.5, True),
        (1.0, 1.9, False),
        (0.1, 0.4, False),
        (0.1, 0.7, True),
        (5.0, 6.0, False),
        (2.5, 1.0, False),
    ],
)
def test_slower_is_twice_as_long_and_half_a_second_more(before, now, slower):
    kinds = [
        kind for kind, *_ in found(run(outcome=Outcome(seconds=before)), run(outcome=Outcome(seconds=now)))
    ]
    assert kinds == (["slower"] if slower else [])


def test_a_run_of_some_features_is_compared_in_those_only():
    before = Stream({PATH: TEXT, "f/other.feature": OTHER_STEPS})
    assert found(before, run()) == []


def test_the_page_lists_them_by_kind_with_links():
    html = run(outcome=broken()).page(changes=changes(run(OTHER_STEPS).run(), run(outcome=broken()).run()))
    section = html.partition('id="changes"')[2].partition('id="figures"')[0]
    assert '<a href="#f/moves/forward">forward</a>' in section
    assert "Gone" in section
