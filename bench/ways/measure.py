"""The ways to write one test, and one way in a process of its own.

A repetition lasts from its beginning to the next one's. So it holds all that one more test costs, set-up,
teardown and report included, and neither the start of the process nor the making of the test database. The
first is left out, because it warms up, and so is the last, which has no successor.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from bench.processor_time import FailedError, processor_seconds
from bench.trees import ROOT, environment_of

HERE = Path(__file__).parent
WHO, WAITING, NEWS = "Ada", 3, "It is done."
# What the socket has received in the end, in short.
FRAMES = [f"unread_count {WAITING}", f"notification {NEWS}, unread_count {WAITING + 1}"]
SCENARIO = f"""\
Feature: News

  Scenario Outline: News arrives at an open tab, time <time>
    Given {WHO} is an admin
    And {WAITING} notifications wait in {WHO}'s inbox
    And {WHO} is online
    When the outbox is swept
    And {WHO} is told the news
    Then {WHO} sees "{NEWS}" live
    And {WHO} sees {WAITING + 1} unread

    Examples:
      | time |
"""


@dataclass(frozen=True)
class Way:
    """`arguments` are Python's, made of an empty folder and the number of repetitions."""

    name: str
    title: str
    arguments: Callable[[Path, int], tuple[str, ...]]
    is_slow: bool = False
    has_invariants: bool = True


def _feature(way: str, folder: Path, repetitions: int) -> str:
    """Copy a way's hooks and steps, and write the feature beside them."""
    copytree(HERE / way, folder / way, ignore=ignore_patterns("__pycache__"))
    feature = folder / way / "news.feature"
    rows = "".join(f"      | {time} |\n" for time in range(1, repetitions + 1))
    feature.write_text(SCENARIO + rows, encoding="utf-8")
    return str(feature)


def _behave_django(folder: Path, repetitions: int) -> tuple[str, ...]:
    feature = _feature("with_behave_django", folder, repetitions)
    return ("manage.py", "behave", "--runner", "behave_django.runner:BehaviorDrivenTestRunner", feature)


WAYS = (
    Way(
        "testcase",
        "floor: Django's TestCase",
        lambda folder, repetitions: ("manage.py", "test", "bench.ways.with_testcase.floor"),
    ),
    Way(
        "suite",
        "this suite: manage.py behave",
        lambda folder, repetitions: ("manage.py", "behave", _feature("with_suite", folder, repetitions)),
    ),
    Way(
        "without-invariants",
        "this suite, the books left unchecked",
        lambda folder, repetitions: ("manage.py", "behave", _feature("with_suite", folder, repetitions)),
        has_invariants=False,
    ),
    Way(
        "pytest-django",
        "pytest-django, transaction=True",
        lambda folder, repetitions: ("-m", "pytest", "-q", "bench/ways/with_pytest/news.py"),
    ),
    Way("behave-django", "behave-django, its default runner", _behave_django, is_slow=True),
)


def measured(way: Way, repetitions: int) -> list[tuple[float, float]]:
    """Run a way; returns processor seconds and seconds on the clock of each repetition but the outermost.

    Raises FailedError where it fails or receives other frames.
    """
    with TemporaryDirectory() as name:
        record, folder = Path(name) / "record.json", Path(name) / "way"
        folder.mkdir()
        environment = environment_of(ROOT) | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "BENCH_RECORD": str(record),
            "BENCH_REPETITIONS": str(repetitions),
            "BENCH_INVARIANTS": "yes" if way.has_invariants else "no",
        }
        processor_seconds(*way.arguments(folder, repetitions), cwd=ROOT, environment=environment)
        found = json.loads(record.read_text(encoding="utf-8"))
    if found["received"] != [FRAMES] * repetitions:
        other = next((frames for frames in found["received"] if frames != FRAMES), "nothing")
        raise FailedError(f"{way.title} received {other} and not {FRAMES}, {repetitions} times.")
    begun = found["begun"][1:]
    return [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(begun)]
