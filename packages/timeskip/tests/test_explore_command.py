"""`manage.py explore`: the example explores itself, and what it finds fails in `manage.py behave`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("behave_django")

pytestmark = pytest.mark.processes

EXAMPLE = Path(__file__).parent.parent / "example"
LOST = "A task failed and the test did not say so: room.tasks.remind failed"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, whose found scenarios are its own."""
    folder = tmp_path_factory.mktemp("explore") / "example"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("found", "reports", ".timeskip_cache"))
    return folder


def manage(folder: Path, *arguments: str, settings: str = "chat.exploring") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.fixture(scope="module")
def explored(example: Path) -> subprocess.CompletedProcess[str]:
    return manage(example, "explore", "--depth", "3", "--theme", "reminders")


def test_three_acts_lose_a_reminder(example: Path, explored: subprocess.CompletedProcess[str]) -> None:
    assert explored.returncode == 1, explored.stdout + explored.stderr
    assert LOST in explored.stdout
    (found,) = (example / "features" / "found" / "reminders").glob("*.feature")
    steps = [line.strip() for line in found.read_text().splitlines()[3:]]
    assert steps == [
        "Given Bob comes into the room",
        'When Ann wants to be reminded of "tea" in 1 minutes',
        "Given the mail server is down",
        "When 5 minutes pass",
        "Then nothing is out of order",
    ]


def test_what_is_found_fails_in_behave(example: Path, explored: subprocess.CompletedProcess[str]) -> None:
    run = manage(example, "behave", "features/found", "--format", "plain")
    assert run.returncode == 1, run.stdout + run.stderr
    assert LOST in run.stdout + run.stderr


def test_the_report_says_what_was_told(example: Path, explored: subprocess.CompletedProcess[str]) -> None:
    (theme,) = json.loads((example / "reports" / "explored.json").read_text())["themes"]
    assert theme["theme"] == "reminders"
    assert theme["depth"] == 3
    assert theme["stories"] > 100
    assert theme["unchanged"] > 0
    assert theme["known"] > 0
    assert theme["retold"] > 0
    assert [breach["title"].startswith(LOST) for breach in theme["breaches"]] == [True]


def test_two_acts_lose_none(example: Path, explored: subprocess.CompletedProcess[str]) -> None:
    run = manage(example, "explore", "--depth", "2", "--theme", "reminders")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Breaches: none." in run.stdout
    assert "USING RUNNER" not in run.stdout
    assert not list((example / "features" / "found").glob("*"))


def test_random_stories_find_it_too_and_their_seed_is_said(example: Path) -> None:
    asked = ("explore", "--depth", "0", "--theme", "reminders", "--random", "--minutes", "0.1", "--seed", "7")
    run = manage(example, *asked)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "--seed 7 tells them again" in run.stdout
    assert LOST in run.stdout


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--theme", "weather"], "There is no theme “weather”. Choose from: messages, reminders."),
        (["--depth", "-1"], "--depth takes a number from 0"),
        (["--depth", "0"], "--depth 0 leaves nothing to tell"),
        (["--random", "--minutes", "0"], "--minutes takes a number above 0"),
        (["--random", "--longest", "0"], "--longest takes a number from 1"),
        (["--budget", "-1"], "--budget takes a number from 0"),
        (["--report", "manage.py/report.json"], "--report cannot be written: "),
    ],
)
def test_what_cannot_be_explored_is_answered(example: Path, arguments: list[str], answer: str) -> None:
    run = manage(example, "explore", *arguments)
    assert run.returncode == 2
    assert answer in run.stderr


def test_a_project_without_acts_is_told_what_to_declare(example: Path) -> None:
    project = example / "features" / "project.py"
    written = project.read_text()
    project.write_text(written.replace('exploration="features.acts.EXPLORATION"', "exploration=None"))
    try:
        run = manage(example, "explore")
    finally:
        project.write_text(written)
    assert run.returncode == 2
    assert "The project declares nothing to explore" in run.stderr
