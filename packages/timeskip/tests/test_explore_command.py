"""`manage.py explore`: the example explores itself, and what it finds fails in `manage.py behave`."""

import json
import os
import re
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
        (["--random", "--minutes", "nan"], "--minutes takes a number above 0"),
        (["--minutes", "5"], "--minutes is of random stories: it needs --random."),
        (["--seed", "0"], "--seed is of random stories: it needs --random."),
        (["--longest", "3"], "--longest is of random stories: it needs --random."),
        (["--budget", "-1"], "--budget takes a number from 0"),
        (["--budget", "nan"], "--budget takes a number from 0"),
        (["--found", "manage.py"], "--found cannot be written: "),
        (["--report", "manage.py/report.json"], "--report cannot be written: "),
    ],
)
def test_what_cannot_be_explored_is_answered(example: Path, arguments: list[str], answer: str) -> None:
    run = manage(example, "explore", *arguments)
    assert run.returncode == 2
    assert answer in run.stderr


# What else a project may declare, or get wrong.

DEADLY = """
import os
from behave import when

@when("Ann dies")
def dies(context):
    os._exit(7)
"""
ACTS = """
from timeskip.explore import Act, Exploration, Theme

EXPLORATION = Exploration(
    themes=[Theme("messages", "Given Bob comes into the room"), Theme("deaths", "{given} Bob comes into the room")],
    acts=[Act("{when} Ann dies", "deaths"), Act("{given} the mail server is down", "messages deaths"){more}],
    ending="{then} nothing is out of order",
)
"""
ENGLISH = {"given": "Given", "when": "When", "then": "Then", "more": ""}
INI = "[behave]\nrunner = timeskip.behave.runner:StoryRunner\n"


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """A copy of the example of this test's own, with an act that ends its process."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("found", "reports", ".timeskip_cache"))
    (folder / "features" / "steps" / "dying.py").write_text(DEADLY)
    (folder / "features" / "acts.py").write_text(ACTS.format(**ENGLISH))
    return folder


def test_a_story_whose_process_dies_is_found_as_a_scenario(trial: Path) -> None:
    run = manage(trial, "explore", "--depth", "2", "--theme", "deaths")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "A copy of the process ended without an answer, with 7." in run.stdout
    (found,) = (trial / "features" / "found" / "deaths").glob("*.feature")
    assert [line.strip() for line in found.read_text().splitlines()[3:]] == [
        "Given Bob comes into the room",
        "When Ann dies",
        "Then nothing is out of order",
    ]
    assert "Traceback" not in run.stderr


def test_stories_are_in_the_language_of_the_features_and_have_no_tags(trial: Path) -> None:
    (trial / "behave.ini").write_text(f"{INI}lang = de\ndefault_tags = @slow\n")
    german = {"given": "Angenommen", "when": "Wenn", "then": "Dann", "more": ""}
    (trial / "features" / "acts.py").write_text(ACTS.format(**german).replace('"Given Bob', '"Angenommen Bob'))
    run = manage(trial, "explore", "--depth", "1", "--theme", "deaths")
    assert run.returncode == 1, run.stdout + run.stderr
    (found,) = (trial / "features" / "found" / "deaths").glob("*.feature")
    assert found.read_text().startswith("Funktionalität: Found by exploring\n\n  Szenario: ")
    assert "    Wenn Ann dies\n" in found.read_text()


def test_what_was_told_before_an_error_is_in_the_report(trial: Path) -> None:
    acts = trial / "features" / "acts.py"
    deadly = '("deaths", "When Ann dies\\nGiven Bob'
    acts.write_text(acts.read_text().replace('("deaths", "Given Bob', deadly))
    run = manage(trial, "explore", "--depth", "1")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "The beginning of “deaths” fails: A copy of the process ended without an answer" in run.stderr
    told = json.loads((trial / "reports" / "explored.json").read_text())
    assert [one["theme"] for one in told["themes"]] == ["messages"]


def test_a_beginning_that_fails_says_why_and_nothing_else(trial: Path) -> None:
    acts = trial / "features" / "acts.py"
    acts.write_text(acts.read_text().replace('"Given Bob comes', '"Given Bob dances'))
    older = trial / "reports" / "explored.json"
    older.parent.mkdir()
    older.write_text("{}")
    run = manage(trial, "explore", "--depth", "1")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "The beginning of “messages” fails: No phrase reads “Given Bob dances into the room”." in run.stderr
    assert "Until then" not in run.stdout + run.stderr
    assert not older.exists(), "It would pass for this run's."


def test_an_error_in_a_function_of_the_project_says_where_it_was(trial: Path) -> None:
    more = ', Act("When {n} minutes pass", "messages", values={"n": lambda state, words: nobody()})'
    (trial / "features" / "acts.py").write_text(ACTS.format(**ENGLISH | {"more": more}))
    run = manage(trial, "explore", "--depth", "1", "--theme", "messages")
    assert run.returncode == 2, run.stdout + run.stderr
    assert "name 'nobody' is not defined" in run.stderr
    assert re.search(r"acts.py\", line \d+, in <lambda>", run.stderr)


@pytest.mark.parametrize(
    ("file", "written", "answer"),
    [
        ("features/project.py", "from features.nowhere import PROJECT", "No module named 'features.nowhere'"),
        ("features/acts.py", "EXPLORATIONS = 1", 'features.acts.EXPLORATION: Module "features.acts" does not define'),
        ("features/acts.py", "EXPLORATION = 1", "features.acts.EXPLORATION is no timeskip.explore.Exploration."),
        ("features/acts.py", "1 / 0", "features.acts.EXPLORATION cannot be imported: ZeroDivisionError"),
        ("features/steps/room.py", "import nowhere", "No module named 'nowhere'"),
        ("features/environment.py", "1 / 0", "ZeroDivisionError"),
        ("features/environment.py", "def before_all(context): 1 / 0", "HOOK-ERROR in before_all: ZeroDivisionError"),
        (
            "chat/exploring.py",
            "import os, sys\ndel os.fork\nsys.modules['resource'] = None\nfrom chat.settings import *\n"
            "INSTALLED_APPS = ['timeskip', 'behave_django', *INSTALLED_APPS]",
            "Exploring copies its process with fork(), which this system does not have.",
        ),
    ],
)
def test_what_cannot_be_loaded_is_not_explored(trial: Path, file: str, written: str, answer: str) -> None:
    (trial / file).write_text(written)
    run = manage(trial, "explore", "--depth", "1")
    assert run.returncode == 2, run.stdout + run.stderr
    assert answer in run.stdout + run.stderr


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
