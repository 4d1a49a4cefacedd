"""Real time, behind the frozen clock."""

import re

import pytest

from tests.suite.behave_run import STORY, run_behave

HANGING = ("a step hangs", "a step that swallows exceptions hangs", "a socket hangs")


@pytest.fixture(scope="module")
def timed(tmp_path_factory):
    return run_behave(
        str(STORY / "time.feature"), "-D", "hang_after=3", junit=tmp_path_factory.mktemp("time")
    )


def test_durations_are_real_inside_rules_too(timed):
    seconds = float(timed.scenarios["a day passes in a moment"].get("time"))
    assert 0.3 <= seconds < 30
    (suite,) = timed.suites
    assert float(suite.get("time")) >= seconds


def test_the_summary_tells_the_real_duration(timed):
    minutes, seconds = re.search(r"Took (\d+)min ([\d.]+)s", timed.output).groups()
    assert 0.3 <= int(minutes) * 60 + float(seconds) < 120


def test_the_report_is_dated_today(timed):
    assert not timed.suites[0].get("timestamp").startswith("2025-03")


@pytest.mark.parametrize("scenario", HANGING)
def test_a_scenario_that_hangs_is_ended(timed, scenario):
    assert timed.status(scenario) in ("error", "hook_error")
    assert "The scenario was ended after 3 seconds without progress" in timed.message(scenario)


def test_every_stack_is_dumped(timed):
    assert timed.errors.count("Current thread") == len(HANGING)
    assert "in hangs_stubbornly" in timed.errors
    assert "in <lambda>" in timed.errors  # the database call that hangs, in its own thread


def test_the_run_goes_on(timed):
    assert timed.status("the next one is not disturbed") == "passed"
