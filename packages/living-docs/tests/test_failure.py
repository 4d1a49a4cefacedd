"""What kept a scenario from passing is said in plain words."""

import pytest
from streams import Outcome, Stream, broken, notification, timeline

from living_docs.failure import failure_of, skip_reason

TEXT = """
Feature: Moves
  Background:
    Given a background
  Scenario: it
    When she moves it
    Then it is there
"""
FEATURES = {"f/moves.feature": TEXT}


def stream_of(outcome: Outcome, step: str = "it is there") -> Stream:
    return Stream(FEATURES, {step: outcome})


def failure(outcome: Outcome, step: str = "it is there"):
    return failure_of(stream_of(outcome, step).case())


def test_expected_and_actual_stand_apart():
    found = failure(broken("Expected: 'Valuation'\n     but: was 'Inquiry'\n"))
    assert found.is_compared
    assert (found.expected, found.actual, found.words) == ("'Valuation'", "'Inquiry'", "")
    assert found.headline == "The system did not do what the scenario says."


def test_lists_of_what_was_there_stay_lists():
    found = failure(broken("Expected: an e-mail “A”\n     but: \n · B\n · C"))
    assert (found.expected, found.actual) == ("an e-mail “A”", "· B\n · C")


def test_a_reason_before_the_comparison_is_kept():
    found = failure(broken("Of Omar\nExpected: 'a'\n     but: was 'b'\n"))
    assert found.words == "Of Omar"
    assert (found.expected, found.actual) == ("'a'", "'b'")


@pytest.mark.parametrize("heading", ["Until then:", "What happened until then:", "Story until then:"])
def test_a_timeline_in_the_message_is_left_out(heading):
    found = failure(broken(f"It is refused.\n\n{heading}\nMon 09:00 e-mail"))
    assert found.words == "It is refused."


def test_a_plain_assertion_is_said_as_it_is():
    found = failure(broken("Nothing was refused."))
    assert (found.words, found.is_compared) == ("Nothing was refused.", False)


def test_colours_of_a_terminal_are_no_words():
    assert failure(broken("\x1b[31mred\x1b[0m")).words == "red"


@pytest.mark.parametrize(
    ("outcome", "headline"),
    [
        (
            broken("x", "KeyError"),
            "An unexpected error occurred in this step (KeyError).",
        ),
        (Outcome("FAILED", "x"), "The system did not do what the scenario says."),
        (Outcome("UNDEFINED"), "Not built yet: no step definition matches this step."),
        (
            Outcome("UNDEFINED", "Did you mean: …", "UndefinedStep"),
            "Not built yet: no step definition matches this step.",
        ),
        (Outcome("PENDING", "TODO"), "Not built yet: this step."),
        (Outcome("PENDING", "TODO", "StepNotImplementedError"), "Not built yet: this step."),
        (Outcome("AMBIGUOUS", "Two read it"), "Several step definitions match this step."),
        (Outcome("UNKNOWN"), "The result of this step is not known."),
    ],
)
def test_headline(outcome, headline):
    assert failure(outcome).headline == headline


def test_a_failure_in_the_background_says_so():
    html = stream_of(broken(), "a background").page()
    assert "In the background: <b>Given</b> a background" in html


def test_a_hook_that_fails_is_named():
    stream = Stream(
        FEATURES, hooks={"it": Outcome("FAILED", "no mailbox", "OSError", hook="before_scenario")}
    )
    assert failure_of(stream.case()).headline == (
        "An unexpected error occurred in the before_scenario hook (OSError)."
    )
    assert "In the hook <code>before_scenario</code>" in stream.page()


def test_a_hook_of_the_run_that_fails_is_told_first():
    hook = Outcome("FAILED", "no database", "OSError", "the trace", hook="before_all")
    html = Stream(FEATURES, run_hooks=[hook]).page()
    assert "The run itself failed, in the hook <code>before_all</code>." in html
    assert html.index("no database") < html.index('class="chapter"')


def test_a_hook_of_the_run_that_passes_is_not_told():
    assert "before_all" not in Stream(FEATURES, run_hooks=[Outcome(hook="before_all")]).page()


def test_nothing_is_wrong_with_what_passed_or_was_skipped():
    assert failure(Outcome()) is None
    assert failure(Outcome("SKIPPED")) is None


def test_the_reason_of_a_skip_is_told():
    stream = stream_of(Outcome("SKIPPED", "no printer here"))
    assert skip_reason(stream.case()) == "no printer here"
    assert "Skipped: no printer here" in stream.page()


def test_no_reason_is_made_up():
    assert skip_reason(stream_of(Outcome("SKIPPED")).case()) == ""
    assert skip_reason(stream_of(broken()).case()) == ""


def test_what_had_happened_until_then_is_on_the_page_with_its_day():
    stream = Stream(
        FEATURES,
        {"she moves it": Outcome(attached=[timeline(notification("It moved."))]), "it is there": broken()},
    )
    html = stream.page()
    assert "What happened before the failure" in html
    assert '<li class="day">Monday 3 March 2025</li>' in html
    assert "<time>09:00</time>" in html
    assert "It moved." in html[: html.index("data-contents")]


def test_the_trace_is_folded_away():
    html = stream_of(broken("x")).page()
    assert '<details class="trace"><summary>For developers</summary>' in html
    assert "Traceback (most recent call last)" in html


OUTLINE = "Feature: Moves\n Scenario Outline: to <stage>\n  When to <stage>\n  Examples:\n   | stage |\n"


def outline(failing: int, passing: int = 1) -> str:
    """The page of an outline of which some examples fail."""
    rows = "".join(f"   | S{number} |\n" for number in range(failing + passing))
    wrong = {f"to S{number}": broken(f"Wrong {number}.") for number in range(passing, failing + passing)}
    return Stream({"f/moves.feature": OUTLINE + rows}, wrong).page()


def test_the_failures_of_an_outline_are_above_its_table():
    story = outline(2).partition('<section id="story"')[2]
    assert story.index("Wrong 1.") < story.index("Wrong 2.") < story.index('<table class="rows">')
    assert "</span></span>Example</a> stage: S1</p>" in story
    assert "more example" not in story


@pytest.mark.parametrize(
    ("failing", "said"), [(4, "1 more example did not pass"), (9, "6 more examples did not pass")]
)
def test_of_many_failing_examples_three_are_open(failing, said):
    opened, _, folded = outline(failing).partition('<details class="more">')
    assert folded.startswith(f"<summary>{said}</summary>")
    assert ("Wrong 3." in opened, "Wrong 4." in folded) == (True, True)


def test_the_step_comes_before_what_is_said_of_it():
    html = stream_of(Outcome("UNDEFINED", "Did you mean: …")).page()
    box = html.partition('<div class="failure not-built">')[2]
    assert box.index("it is there") < box.index("no step definition matches") < box.index("Did you mean")
