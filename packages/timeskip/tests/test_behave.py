"""behave: context.story, settled after each step, checked after each scenario, timed in real time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import copies
import pytest

pytest.importorskip("behave_django")

from timeskip.behave import _Run, install

pytestmark = pytest.mark.processes

HERE = Path(__file__).parent


# Read before the command is: by Python, the project's settings and timeskip's stacks.
READ_AT_THE_START = {"PYTHONPATH", "TIMESKIP_NAMES_PROJECT", "TIMESKIP_SQLITE", "TIMESKIP_STACK"}
# On PostgreSQL the settings name the test database after the process.
COPIES = "TIMESKIP_POSTGRES" not in os.environ


def run_behave(clock: str, *arguments: str, command: str = "behave", **environment: str) -> subprocess.CompletedProcess:
    """Run a command of the test project, in a process of its own where it has to start differently."""
    folder, started = HERE / "behave_project", {**os.environ, "PYTHONPATH": str(HERE)}
    arguments = (command, "--no-color", *arguments)
    environment = {"TIMESKIP_CLOCK": clock, **environment}
    if not COPIES or READ_AT_THE_START & set(environment):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=folder,
            env={**started, **environment},
            capture_output=True,
            text=True,
            timeout=300,
        )
    copies.load("loaded", path=HERE)
    return copies.manage(*arguments, cwd=folder, environment={**started, **environment}, timeout=300)


@pytest.fixture(scope="module", params=["time-machine", "freezegun"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """The output of one run of every feature, and its scenarios by name."""
    report = tmp_path_factory.mktemp("behave") / "report.json"
    run = run_behave(request.param, "--simple", "--format", "json", "--outfile", str(report), "--format", "plain")
    scenarios = {
        scenario["name"]: scenario
        for feature in json.loads(report.read_text() or "[]")
        for scenario in feature["elements"]
    }
    return run.stdout + run.stderr, scenarios


def test_outcomes(run: tuple[str, dict[str, Any]]) -> None:
    output, scenarios = run
    steps = [step["result"]["status"] for scenario in scenarios.values() for step in scenario["steps"]]
    assert set(steps) == {"passed"}, output
    # The last two have failed after their last step: see below.
    assert "2 scenarios passed" in output


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("A failure that nobody claims", "A task failed and the test did not say so"),
        ("A frame where silence was stated", "was expected to receive nothing"),
    ],
)
def test_what_a_scenario_does_not_speak_of_fails_it(run: tuple[str, dict[str, Any]], scenario: str, words: str) -> None:
    output, _ = run
    assert words in output
    assert f"\nUntil then: (“{scenario}”)\n" in output


def test_durations_are_real(run: tuple[str, dict[str, Any]]) -> None:
    _, scenarios = run
    steps = scenarios["An announcement is pushed when it is due"]["steps"]
    durations = {step["name"]: step["result"]["duration"] for step in steps}
    assert 0 < durations["3 hours pass"] < 60
    assert 0.02 <= durations["it is 03 12:00"] < 60


def test_a_runner_without_transactions_is_refused() -> None:
    runner = "behave_django.runner:BehaviorDrivenTestRunner"
    run = run_behave("time-machine", "--runner", runner, "features/passing.feature")
    assert run.returncode == 1
    assert "A story needs one transaction for each scenario" in run.stdout + run.stderr


def test_the_real_stack_needs_a_project() -> None:
    run = run_behave("time-machine", "features/passing.feature", TIMESKIP_STACK="real")
    assert run.returncode == 1
    assert "`--stack real` needs `install(globals(), PROJECT)` in features/environment.py" in run.stdout + run.stderr


def test_an_environments_own_hook_runs_though_the_storys_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(_Run, "begin_cleanup", lambda *_: {}["books"])
    monkeypatch.setattr(_Run, "after_scenario", lambda *_: ran.append("the story's"))
    namespace: dict[str, Any] = {"after_scenario": lambda *_: ran.append("own")}
    install(namespace)
    with pytest.raises(KeyError, match="books"):
        namespace["after_scenario"](None, None)
    assert ran == ["own", "the story's"]
