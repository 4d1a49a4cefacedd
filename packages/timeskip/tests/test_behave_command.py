"""`manage.py behave`: one transaction a scenario without --simple, and its own options."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("behave_django")

from test_behave import HERE, run_behave

pytestmark = pytest.mark.processes

PASSING = "features/passing.feature"
IN_ORDER = ("--format", "plain", "--dry-run", "phrases")


def order_of(output: str) -> list[str]:
    return re.findall(r"^  Scenario: (.*)$", output, re.MULTILINE)


def test_a_story_needs_no_further_option() -> None:
    run = run_behave("time-machine", "--format", "plain", PASSING)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 failed" in run.stdout


@pytest.mark.parametrize(("asked", "name"), [("freezegun", "FreezegunClock"), ("time-machine", "TimeMachineClock")])
def test_a_clock_is_chosen(asked: str, name: str) -> None:
    run = run_behave("freezegun", "--clock", asked, "-D", "shows_clock=yes", "--no-capture", PASSING)
    assert name in run.stdout, run.stdout + run.stderr


def test_a_seed_repeats_its_order() -> None:
    written, first, again, other = (
        order_of(run_behave("time-machine", *arguments, *IN_ORDER).stdout)
        for arguments in ([], ["--shuffle", "7"], ["--shuffle=7"], ["--shuffle", "8"])
    )
    assert first == again
    assert sorted(first) == sorted(written) == sorted(other)
    assert first != written
    assert first != other


@pytest.mark.parametrize("asked", [["--shuffle", "random"], ["-D", "shuffle=random"]])
def test_a_random_order_says_its_seed(asked: list[str]) -> None:
    first = run_behave("time-machine", *asked, *IN_ORDER).stdout
    seed = re.search(r"--shuffle (\d+) repeats this order", first)
    assert seed, first
    assert order_of(run_behave("time-machine", "--shuffle", seed[1], *IN_ORDER).stdout) == order_of(first)


def test_a_seed_in_userdata_is_checked_as_well() -> None:
    run = run_behave("time-machine", "-D", "shuffle=often", *IN_ORDER)
    assert run.returncode == 1
    assert "--shuffle takes a whole number or 'random', not 'often'." in run.stdout


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--shuffle", "often"], "--shuffle takes a whole number or 'random', not 'often'."),
        (["--clock", "sundial"], "invalid choice: 'sundial' (choose from"),
        (["--stack", "postgres", "-D", "browser=yes"], "--stack postgres has none. Use --stack real."),
        (["-D", "browser=Yes"], "-D browser is yes or no, not 'Yes'."),
        (["-D", "window=390x844"], "-D window is of a browser: add -D browser=yes."),
        (["--stack", "real"], "--stack real needs features.project.PROJECT"),
        (["--stack", "live"], "--stack real needs features.project.PROJECT"),
    ],
)
def test_bad_options_are_answered(arguments: list[str], answer: str) -> None:
    run = run_behave("time-machine", *arguments, PASSING)
    assert run.returncode != 0
    assert answer in run.stderr


@pytest.mark.parametrize(
    ("asked", "named"),
    [(["-D", "shuffle=7"], "--shuffle"), (["--parallel", "2"], "--parallel"), (["--shard", "1/2"], "--shard")],
)
def test_another_runner_is_not_asked_for_what_it_lacks(asked: list[str], named: str) -> None:
    run = run_behave("time-machine", "--behave-runner", "runners:Another", *asked, PASSING)
    assert run.returncode == 1
    said = "needs timeskip.behave.runner.StoryRunner or a runner that extends it, and runners.Another does not."
    assert f"{named} {said}" in run.stderr


def test_another_runner_runs_what_it_can() -> None:
    run = run_behave("time-machine", "--behave-runner", "runners:Another", "--format", "plain", PASSING)
    assert (run.returncode, "Another runs." in run.stdout) == (0, True), run.stdout + run.stderr


def test_a_runner_that_does_not_exist_is_named() -> None:
    run = run_behave("time-machine", "--behave-runner", "runners:Nobody", "--parallel", "2", PASSING)
    assert (run.returncode, "runners:Nobody" in run.stderr) == (1, True), run.stderr


@pytest.mark.parametrize("asked", [["--jobs", "3"], ["-j", "3"]])
def test_jobs_are_refused_for_parallel(asked: list[str]) -> None:
    run = run_behave("time-machine", *asked, PASSING)
    assert run.returncode == 1
    assert "ConfigError: --jobs, and jobs in behave.ini, do nothing here: use --parallel 3.\n" in run.stdout


def test_a_list_of_nothing() -> None:
    run = run_behave("time-machine", "@features/nothing.txt")
    assert (run.returncode, run.stdout) == (0, "Nothing is listed there, so there is nothing to run.\n")


def test_a_scenario_that_hangs_is_ended() -> None:
    run = run_behave("time-machine", "-D", "hang_after=5", "phrases/hangs.feature")
    assert run.returncode == 1
    output = run.stdout + run.stderr
    assert "The scenario was ended after 5 seconds without progress; every stack is on standard error." in output
    assert "in hangs" in output  # the stack
    # Another scenario takes as long, and gets on.
    assert "1 scenario passed, 0 failed, 1 hook_error" in output


def test_sigterm_ends_a_run_as_ctrl_c_does(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "behave", "--junit", "--junit-directory", str(tmp_path),
         "--name", "second is cut", "parallel/slow.feature"],
        cwd=HERE / "behave_project", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": str(HERE), "TIMESKIP_CLOCK": "time-machine", "MARKS": str(tmp_path)},
    )  # fmt: skip
    end = time.monotonic() + 300
    while not (tmp_path / "200 seconds").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    process.terminate()
    # Less than the slow step takes.
    output, _ = process.communicate(timeout=100)
    assert process.returncode == 1
    assert "\nABORTED: SIGTERM\n" in output
    assert "0 scenarios passed, 0 failed, 1 error" in output
    assert 'status="error"' in (tmp_path / "TESTS-slow.xml").read_text()


def test_what_was_left_out_is_listed(tmp_path) -> None:
    table = tmp_path / "left_out.md"
    arguments = ("-D", f"left_out={table}")
    run = run_behave("time-machine", *arguments, "phrases", "--name", "lacks")
    assert "Left out: Phrases: Something that this stack lacks. This stack has no power.\n" in run.stdout
    assert "| Phrases | Something that this stack lacks | This stack has no power. |" in table.read_text()
    # One of the nine is more than a stack may leave out.
    assert "of the scenarios were left out; at most 3% may be." in run.stdout + run.stderr


def test_phrases_ask_for_their_runner() -> None:
    run = run_behave("time-machine", "--behave-runner", "runners:Another", "phrases", "--name", "Words are read")
    assert "Phrases need timeskip.behave.runner.StoryRunner" in run.stdout + run.stderr
