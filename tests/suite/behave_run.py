"""Runs behave on a folder of stories, as a developer would, and reads what it wrote."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import copies

from tests.patience import LONGEST

ROOT = Path(__file__).parents[2]
STORY = Path(__file__).parent / "story"


@dataclass
class BehaveRun:
    """One run: its exit code, its output, and each scenario's JUnit element by name."""

    exit_code: int
    output: str
    errors: str
    suites: list[ElementTree.Element] = field(repr=False)

    @property
    def scenarios(self) -> dict[str, ElementTree.Element]:
        return {case.get("name"): case for suite in self.suites for case in suite.iter("testcase")}

    def status(self, scenario: str) -> str:
        return self.scenarios[scenario].get("status")

    def message(self, scenario: str) -> str:
        """What a failed scenario says of its failure, on one line."""
        case = self.scenarios[scenario]
        problems = [*case.iter("failure"), *case.iter("error")]
        words = " ".join(f"{problem.get('message')} {problem.text}" for problem in problems)
        return " ".join(words.split())


def run_behave(*arguments: str, junit: Path, env: dict | None = None) -> BehaveRun:
    """Run `manage.py behave` with JUnit written to a folder of the test's own.

    A run with an environment of its own starts as a developer's does. Any other run is a copy of a process
    that has loaded the project, because loading takes longer than most of these runs.
    """
    command = ["behave", *arguments, "--junit", "--junit-directory", str(junit)]
    done = _in_a_copy(command) if env is None else _in_a_process(command, env)
    suites = [ElementTree.parse(file).getroot() for file in sorted(junit.glob("TESTS-*.xml"))]  # noqa: S314 our own
    return BehaveRun(done.returncode, done.stdout, done.stderr, suites)


def _in_a_process(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=env,
        timeout=LONGEST,
    )


def _in_a_copy(command: list[str]) -> subprocess.CompletedProcess:
    copies.load("tests.suite.loaded", path=ROOT)
    return copies.manage(*command, cwd=ROOT, environment=dict(os.environ), timeout=LONGEST)


def own_story(folder: Path, feature: str, steps: str) -> str:
    """Write a feature with steps of its own and the suite's hooks; returns its path."""
    (folder / "steps").mkdir()
    (folder / "steps" / "own_steps.py").write_text(steps)
    (folder / "environment.py").write_text("from features.environment import *\n")
    file = folder / "story.feature"
    file.write_text(feature)
    return str(file)


def wait_for(condition: Callable[[], bool], seconds: float = LONGEST) -> None:
    """Wait until a condition holds; AssertionError where it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It has not come to that."
        time.sleep(0.1)
