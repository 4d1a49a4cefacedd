"""What changed since the run before, each kind by what makes it so."""

import pytest
from streams import Outcome, Stream, broken

from living_docs.changes import KINDS, changes

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


def test_what_stays_broken_has_not_changed():
    assert found(run(outcome=broken()), run(outcome=broken("otherwise"))) == []


@pytest.mark.parametrize(
    ("was", "now", "kind", "detail"),
    [
        ("PASSED", "FAILED", "broken", "was passed"),
        ("SKIPPED", "FAILED", "broken", "was skipped"),
        ("PENDING", "FAILED", "broken", "was not built yet"),
        ("PASSED", "UNDEFINED", "not-built", "was passed"),
        ("FAILED", "PENDING", "not-built", "was broken"),
        ("SKIPPED", "PENDING", "not-built", "was skipped"),
        ("PASSED", "SKIPPED", "skipped", "was passed"),
        ("FAILED", "SKIPPED", "skipped", "was broken"),
        ("FAILED", "PASSED", "fixed", "was broken"),
        ("UNDEFINED", "PASSED", "built", "was not built yet"),
        ("PENDING", "PASSED", "built", "was not built yet"),
        ("SKIPPED", "PASSED", "resumed", "was skipped"),
    ],
)
def test_each_change_of_status_has_its_name(was, now, kind, detail):
    changed = found(run(outcome=Outcome(was)), run(outcome=Outcome(now)))
    assert changed == [(kind, "f/moves/forward", "forward", detail)]
    assert kind in KINDS


def test_a_broken_scenario_is_under_broken_although_reworded():
    onward = TEXT.replace("Scenario: forward", "Scenario: onward")
    assert found(run(), run(onward, outcome=broken())) == [
        ("broken", "f/moves/onward", "onward", "was passed"),
        ("reworded", "f/moves/onward", "onward", "was “forward”"),
    ]


def test_a_new_scenario_that_is_broken_is_under_broken_too():
    now = Stream({PATH: OTHER_STEPS}, {"it is quiet": broken()})
    assert [(kind, detail) for kind, _, _, detail in found(run(), now)] == [
        ("new", "broken"),
        ("broken", "is new"),
        ("gone", "was passed"),
    ]


def test_a_scenario_that_changed_in_two_ways_counts_once():
    onward = run(TEXT.replace("Scenario: forward", "Scenario: onward"), outcome=broken())
    assert changes(run().run(), onward.run()).scenarios == 1


def test_an_address_before_is_known_of_a_scenario_with_another_title():
    onward = run(TEXT.replace("Scenario: forward", "Scenario: onward"))
    assert changes(run().run(), onward.run()).renamed == {"f/moves/onward": "f/moves/forward"}


OUTLINE = """
Feature: Moves
  Rule: Each stage has its own rule
    Scenario Outline: to <stage>
      When to <stage>
      Examples:
        | stage   |
        | Inquiry |
        | Review  |
        | Funded  |
"""


def outline(text: str = OUTLINE, **options) -> Stream:
    stages = {f"to {stage}": outcome for stage, outcome in options.items()}
    return Stream({PATH: text}, stages)


def test_an_outline_is_one_change_that_names_its_examples():
    (change,) = changes(outline().run(), outline(Review=broken(), Funded=broken()).run()).found
    assert (change.kind, change.name) == ("broken", "to <stage>")
    assert change.detail == "2 of 3 examples, first stage: Review"
    assert (change.feature, change.rule) == ("Moves", "Each stage has its own rule")


def test_another_example_that_breaks_is_a_change_although_the_outline_was_broken_before():
    before, now = outline(Review=broken()), outline(Review=broken(), Funded=broken())
    assert found(before, now) == [("broken", "f/moves/to-stage", "to <stage>", "example stage: Funded")]


def test_an_example_that_is_added_or_taken_away_is_a_rewording():
    more = OUTLINE + "        | Closed  |\n"
    for before, now in ((OUTLINE, more), (more, OUTLINE)):
        changed = found(outline(before), outline(now))
        assert [(kind, detail) for kind, _, _, detail in changed] == [("reworded", "has other examples")]


def test_a_run_of_one_example_takes_none_away():
    one = outline()
    one.only = "to Review"
    assert found(outline(), one) == []


def test_another_background_is_a_rewording():
    text = TEXT.replace("  Scenario:", "  Background:\n    Given a bank\n  Scenario:")
    changed = found(run(text), run(text.replace("a bank", "two banks")))
    assert changed == [("reworded", "f/moves/forward", "forward", "has another background")]


def test_new_and_gone():
    assert [(kind, name) for kind, _, name, _ in found(run(), run(OTHER_STEPS))] == [
        ("new", "sideways"),
        ("gone", "forward"),
    ]


def test_other_steps_under_the_same_title():
    now = run(TEXT.replace("she moves it", "Bella moves it"))
    assert found(run(), now) == [
        ("reworded", "f/moves/forward", "forward", "has other steps under the same title")
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


TEN = "Feature: Moves\n" + "".join(f" Scenario: number {n}\n  When step {n}\n" for n in range(10))


def ten(seconds: float, **others: float) -> Stream:
    """Ten scenarios that take as long, but for some."""
    times = {f"step {n}": seconds for n in range(10)} | {
        name.replace("_", " "): one for name, one in others.items()
    }
    return Stream({PATH: TEN}, {step: Outcome(seconds=one) for step, one in times.items()})


def test_on_a_busy_machine_nothing_is_slower():
    assert found(ten(1), ten(3)) == []


def test_what_is_slower_than_the_whole_run_is():
    ((kind, _, name, detail),) = found(ten(1), ten(3, step_7=7))
    assert (kind, name, detail) == ("slower", "number 7", "1.0 s → 7.0 s")


@pytest.mark.parametrize(
    ("times", "slower"), [([1, 1.2, 3], False), ([1, 1.2, 2], True), ([3, *[1] * 10], True)]
)
def test_what_took_as_long_in_one_of_the_last_ten_runs_is_noise(times, slower):
    before, now = run(outcome=Outcome(seconds=1)).run(), run(outcome=Outcome(seconds=2.9)).run()
    changed = changes(before, now, {"f/moves/forward": times})
    assert [one.kind for one in changed.found] == (["slower"] if slower else [])


def test_a_scenario_that_ended_early_before_is_not_slower():
    before = run(outcome=Outcome("FAILED", "x", seconds=0.1))
    assert [kind for kind, *_ in found(before, run(outcome=Outcome(seconds=3)))] == ["fixed"]


def test_a_run_of_some_features_is_compared_in_those_only():
    before = Stream({PATH: TEXT, "f/other.feature": OTHER_STEPS})
    assert found(before, run()) == []


def test_the_page_lists_them_by_kind_with_links():
    html = run(outcome=broken()).page(changes=changes(run(OTHER_STEPS).run(), run(outcome=broken()).run()))
    section = html.partition('id="changes"')[2].partition('id="figures"')[0]
    assert '<a href="#f/moves/forward">forward</a> <span class="of">Moves</span>' in section
    assert "Gone" in section
