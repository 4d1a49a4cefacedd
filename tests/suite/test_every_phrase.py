"""Every Then of the dictionary, asked for what is not there: each fails with a sentence.

The steps are made from the dictionary, so that a new phrase is asked without a line here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.suite.behave_run import ROOT
from tests.suite.slips import Slip, feature, slips

KINDS = (
    "a person who is not in the story",
    "a person without a log-in",
    "a thing that does not exist",
    "a day to come",
    "an empty text",
)
# After a step that fails, the next one is asked as well; what each answers is written down.
ENVIRONMENT = """
import json
import os

from behave.model import Scenario
from features.environment import *
from features.environment import after_step as after_own_step

Scenario.continue_after_failed_step = True


def after_step(context, step):
    after_own_step(context, step)
    said = "" if step.exception is None else str(step.exception)
    answer = [context.scenario.name, step.keyword, step.name, step.status.name, said]
    with open(os.environ["ANSWERS"], "a") as file:
        file.write(json.dumps(answer) + "\\n")
"""


@dataclass(frozen=True)
class Answer:
    """What became of a slip: passed, failed or error, and what the step said."""

    slip: Slip
    status: str
    said: str

    def __str__(self) -> str:
        return f"{self.slip.title}: {self.status}: {self.said[:300]}"


@pytest.fixture(scope="module")
def answers(registry, tmp_path_factory) -> list[Answer]:
    asked = list(slips(registry))
    folder = tmp_path_factory.mktemp("slips")
    (folder / "environment.py").write_text(ENVIRONMENT)
    (folder / "steps").symlink_to(ROOT / "features" / "steps")
    (folder / "slips.feature").write_text(feature(asked))
    file = folder / "answers"
    done = subprocess.run(
        [sys.executable, "manage.py", "behave", str(folder), "-D", "hang_after=300", "--format", "null"],
        cwd=ROOT,
        env={**os.environ, "ANSWERS": str(file)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert file.exists(), done.stdout + done.stderr
    return list(answers_in([json.loads(line) for line in file.read_text().splitlines()], asked))


def answers_in(steps: list[list[str]], asked: list[Slip]) -> Iterator[Answer]:
    """Yield what each slip was answered; everything before them in a scenario has to pass."""
    assert [step for step in steps if step[1] != "Then" and step[3] != "passed"] == []
    for kind in dict.fromkeys(slip.kind for slip in asked):
        own = [slip for slip in asked if slip.kind == kind]
        thens = [step for step in steps if step[0] == kind and step[1] == "Then"]
        for slip, (*_, status, said) in zip(own, thens, strict=True):
            yield Answer(slip, status, said)


def test_every_kind_of_slip_is_asked(answers):
    assert {answer.slip.kind for answer in answers} == {*KINDS, "nothing has happened"}
    assert {answer.status for answer in answers} <= {"passed", "failed", "error"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_then_passes_where_something_is_not_there(answers, kind):
    assert [str(answer) for answer in answers if answer.slip.kind == kind and answer.status == "passed"] == []


def test_every_then_answers_with_a_sentence(answers):
    assert [str(answer) for answer in answers if answer.status == "error"] == []


def test_no_answer_is_longer_than_a_screen(answers):
    assert [str(answer) for answer in answers if len(answer.said.splitlines()) > 45] == []


def test_no_answer_shows_python(answers):
    signs = ("Decimal(", "datetime", "object at 0x", "NoneType", "Delivered(", "<[", "FakeDate")
    assert [str(answer) for answer in answers if any(sign in answer.said for sign in signs)] == []
