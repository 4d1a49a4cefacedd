"""The four ways to do the same work, each a command for a process of its own."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.story import lay_out

REPETITIONS = 200
# Each waits almost half a second for its live server to stop; 200 would take minutes.
FEWER_REPETITIONS = 25


@dataclass(frozen=True, kw_only=True)
class Variant:
    """`command` takes an empty folder and the number of repetitions, and returns Python's arguments."""

    name: str
    command: Callable[[Path, int], list[str]]
    repetitions: int = REPETITIONS

    def arguments(self, folder: Path) -> list[str]:
        """The whole command line; `folder` is an empty folder for this variant."""
        return [sys.executable, *self.command(folder, self.repetitions)]


def _testcase(folder: Path, repetitions: int) -> list[str]:
    return ["manage.py", "test", "bench.with_testcase.floor"]


def _suite(folder: Path, repetitions: int) -> list[str]:
    feature = lay_out("with_suite", into=folder, repetitions=repetitions)
    return ["manage.py", "behave", str(feature)]


def _pytest(folder: Path, repetitions: int) -> list[str]:
    return ["-m", "pytest", "-q", "bench/with_pytest/news.py"]


def _behave_django(folder: Path, repetitions: int) -> list[str]:
    feature = lay_out("with_behave_django", into=folder, repetitions=repetitions)
    return ["manage.py", "behave", "--runner", "behave_django.runner:BehaviorDrivenTestRunner", str(feature)]


FLOOR = Variant(name="floor: Django TestCase", command=_testcase)
SUITE = Variant(name="this suite", command=_suite)
PYTEST = Variant(name="pytest-django, transaction=True", command=_pytest)
BEHAVE_DJANGO = Variant(
    name="behave-django, default runner", command=_behave_django, repetitions=FEWER_REPETITIONS
)
VARIANTS = (FLOOR, SUITE, PYTEST, BEHAVE_DJANGO)
