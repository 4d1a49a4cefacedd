"""pytest: the fixture, the marker, and what a failing test's report shows."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

HERE = Path(__file__).parent
HAS_ASYNC = find_spec("pytest_asyncio") is not None


def test_the_plugin_imports_neither_celery_nor_django() -> None:
    """pytest loads it in every run, also in those that tell no story."""
    found = "import sys, timeskip.pytest_plugin; print([name for name in ('celery', 'django') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.fixture(scope="module", params=["time-machine", "freezegun"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, ET.Element]]:
    """The output of one run of inner_stories.py, and its JUnit cases by name."""
    report = tmp_path_factory.mktemp("inner") / "junit.xml"
    run = subprocess.run(
        [
            sys.executable, "-m", "pytest", "inner_stories.py", f"--clock={request.param}", f"--junit-xml={report}",
            "--ds=project.settings", "-p", "no:cacheprovider", "--tb=short",
            "--durations=0", "-vv",
        ],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE), **({"WITH_ASYNC": "yes"} if HAS_ASYNC else {})},
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    assert run.returncode == 1, run.stdout + run.stderr
    cases = {case.get("name", "").partition("[")[0]: case for case in ET.parse(report).iter("testcase")}  # noqa: S314
    return run.stdout, cases


def outcome(case: ET.Element) -> str:
    return next((child.tag for child in case if child.tag in ("failure", "error")), "passed")


def test_outcomes(run: tuple[str, dict[str, ET.Element]]) -> None:
    _, cases = run
    assert {name: outcome(case) for name, case in cases.items() if name != "test_async"} == {
        "test_default": "passed",
        "test_marked": "passed",
        "test_real_duration": "passed",
        "test_without_a_story": "passed",
        "test_without_checks": "passed",
        "test_fails": "failure",
        # The test itself fails, not its teardown.
        "test_fails_its_check": "failure",
    }


def test_a_failure_shows_the_timeline(run: tuple[str, dict[str, ET.Element]]) -> None:
    output, _ = run
    assert "- Story until then -" in output
    assert "Sun 01 Jun 2025 10:00:00  task      project.notes.tasks.add done: 3" in output


def test_a_failed_check_says_what_to_do(run: tuple[str, dict[str, ET.Element]]) -> None:
    output, _ = run
    assert "A task is due and has not run: project.notes.tasks.add" in output
    assert "Call story.settle() first." in output


@pytest.mark.skipif(not HAS_ASYNC, reason="pytest-asyncio is not installed")
def test_async_tests_are_refused(run: tuple[str, dict[str, ET.Element]]) -> None:
    output, cases = run
    assert outcome(cases["test_async"]) == "error"
    assert "cannot be used in an `async def` test" in output


def test_durations_are_real(run: tuple[str, dict[str, ET.Element]]) -> None:
    output, cases = run
    assert 0.05 <= float(cases["test_real_duration"].get("time", "0")) < 60
    phases = re.findall(r"^([\d.]+)s (?:setup|call|teardown)", output, re.MULTILINE)
    assert len(phases) > 10
    assert all(0 <= float(seconds) < 60 for seconds in phases)
