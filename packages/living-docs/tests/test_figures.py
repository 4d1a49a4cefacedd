"""Figures say no more than is true."""

from collections import Counter

import pytest
from streams import Outcome, Stream, broken

from living_docs.figures import Figures, duration, figures
from living_docs.model import Status
from living_docs.page import verdict

TEXT = """
Feature: Moves
  Scenario: one
    When one
  Scenario: two
    When two
  Scenario: three
    When three
"""


def run(**outcomes):
    return Stream({"f/moves.feature": TEXT}, outcomes).run()


def rate(passed: int, broken: int = 0, skipped: int = 0, not_built: int = 0) -> str:
    counts = Counter(dict(zip(Status, (broken, not_built, skipped, passed), strict=True)))
    return Figures(counts, 0, 0, 0, 0, 0, [], []).rate


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1,), "100 %"),
        ((2499, 1), "99.9 %"),
        ((99_999, 1), "99.9 %"),
        ((2, 1), "66.6 %"),
        ((0, 1), "0 %"),
        ((1, 999), "0.1 %"),
        ((1, 0, 5), "100 %"),
        ((1, 1, 5), "50 %"),
        ((1, 0, 0, 1), "50 %"),
        ((0,), "–"),
        ((0, 0, 3), "–"),
    ],
)
def test_the_rate_leaves_out_what_was_skipped_and_rounds_down(counts, said):
    assert rate(*counts) == said


def test_scenarios_are_counted_by_what_became_of_them():
    found = figures(run(one=broken(), two=Outcome("SKIPPED")))
    assert found.counts == {Status.BROKEN: 1, Status.SKIPPED: 1, Status.PASSED: 1}
    assert found.steps == 3


OUTLINE = """
Feature: Moves
  Scenario: one
    When one
  Scenario Outline: to <stage>
    When to <stage>
    Examples:
      | stage   |
      | Inquiry |
      | Review  |
      | Funded  |
"""


def test_an_outline_is_one_scenario_whatever_its_examples():
    stream = Stream({"f/moves.feature": OUTLINE}, {"to Review": broken(), "to Funded": Outcome("PENDING")})
    found = figures(stream.run())
    assert (found.scenarios, found.outlines, found.examples) == (2, 1, 3)
    assert found.counts == {Status.BROKEN: 1, Status.PASSED: 1}
    assert verdict(stream.run()) == "1 broken, of 2 scenarios."
    html = stream.page()
    assert "scenarios; 1 of them outline with 3 examples" in html
    assert html.count('data-status="broken" aria-pressed') == 1
    assert "1 broken</button>" in html


def test_the_slowest_come_first():
    found = figures(run(one=Outcome(seconds=1), two=Outcome(seconds=3), three=Outcome(seconds=2)))
    assert [step.text for step, _ in found.slowest_steps] == ["two", "three", "one"]
    assert [scenario.name for scenario in found.slowest] == ["two", "three", "one"]
    assert found.seconds_in_steps == pytest.approx(6)
    assert found.seconds == pytest.approx(6)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 ms"),
        (0.0421, "42 ms"),
        (0.9996, "1.0 s"),
        (1.24, "1.2 s"),
        (59.96, "1 min 0 s"),
        (194.4, "3 min 14 s"),
        (3725, "1 h 2 min"),
    ],
)
def test_a_span_of_time_as_people_say_it(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ({}, "All 3 scenarios passed."),
        ({"one": broken()}, "1 broken, of 3 scenarios."),
        ({"one": broken(), "two": Outcome("PENDING")}, "1 broken and 1 not built yet, of 3 scenarios."),
        ({"one": Outcome("SKIPPED")}, "2 scenarios passed, 1 was skipped."),
        ({"one": Outcome("SKIPPED"), "two": Outcome("SKIPPED")}, "1 scenario passed, 2 were skipped."),
    ],
)
def test_a_run_in_one_sentence(outcomes, said):
    assert verdict(run(**outcomes)) == said


def test_of_one_scenario_and_of_none():
    one = {"f/moves.feature": "Feature: x\n Scenario: y\n  Given z"}
    assert verdict(Stream(one).run()) == "1 scenario passed."
    assert verdict(Stream({}).run()) == "Nothing was run."
    assert verdict(Stream(one, cut_off=True).run()) == "The run itself failed."
