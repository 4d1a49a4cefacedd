"""Every phrase of the dictionary, used with one thing wrong: it fails with a sentence, and none passes.

A Then is asked for what is not there, a Given or a When is handed what cannot be. The steps are made from the
dictionary, so that a new phrase is tried without a line here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.suite import slips_of_acts, slips_of_thens
from tests.suite.behave_run import ROOT
from tests.suite.fine_slips import FINE
from tests.suite.slips import NOTHING_HAS_HAPPENED, Slip
from tests.suite.slips_of_acts import scenarios_of_acts
from tests.suite.slips_of_thens import scenarios_of_thens

# After a step that fails, the next one runs as well; what each step answers is written down. An act is
# checked as the last step of a scenario is, and what it left unsaid is taken away before the next one.
ENVIRONMENT = """
import json
import os
from contextlib import suppress

from behave.model import Scenario
from features import environment
from features.environment import *
from features.environment import after_step as after_own_step
from timeskip import CheckFailed
from timeskip.gherkin import phrase

Scenario.continue_after_failed_step = True
phrase.PhraseMatch.requires_outcome = False


def is_checked(step, scenario):
    return "acts" in scenario.tags or is_last(step, scenario)


environment.is_last = phrase.is_last = is_checked


def after_step(context, step):
    after_own_step(context, step)
    said = "" if step.exception is None else str(step.exception)
    if "acts" in context.scenario.tags and step.exception is not None:
        take_away(context)
    answer = [context.scenario.name, step.name, step.status.name, said]
    with open(os.environ["ANSWERS"], "a") as file:
        file.write(json.dumps(answer) + "\\n")


def take_away(context):
    context.story.settle()
    with suppress(AssertionError):
        context.world.refusals.claim()
    with suppress(CheckFailed):
        while True:
            context.story.tasks.claim_failure()
    context.world.check()
    context.story.check()
"""
Scenarios = list[tuple[str, list[Slip]]]


@dataclass(frozen=True)
class Answer:
    """What became of a slip: passed, failed or error, and what the step said."""

    slip: Slip
    status: str
    said: str

    def __str__(self) -> str:
        return f"{self.slip.kind}: {self.slip.title}: {self.status}: {self.said[:300]}"


@pytest.fixture(scope="module")
def scenarios(registry) -> Scenarios:
    return [
        *scenarios_of_thens(slips_of_thens.slips_of_thens(registry)),
        *scenarios_of_acts(slips_of_acts.slips_of_acts(registry)),
    ]


@pytest.fixture(scope="module")
def answers(scenarios, tmp_path_factory) -> list[Answer]:
    folder = tmp_path_factory.mktemp("slips")
    (folder / "environment.py").write_text(ENVIRONMENT)
    (folder / "steps").symlink_to(ROOT / "features" / "steps")
    (folder / "slips.feature").write_text(feature(scenarios))
    file = folder / "answers"
    done = subprocess.run(
        [sys.executable, "manage.py", "behave", str(folder), "-D", "hang_after=300", "--format", "null"],
        cwd=ROOT,
        env={**os.environ, "ANSWERS": str(file)},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert file.exists(), done.stdout + done.stderr
    return list(answers_in([json.loads(line) for line in file.read_text().splitlines()], scenarios))


def feature(scenarios: Scenarios) -> str:
    """Return a feature of these scenarios, named by their numbers."""
    told = (
        "".join([beginning, *(f"    {slip.keyword} {slip.step}\n{slip.below}" for slip in slips)])
        for beginning, slips in scenarios
    )
    tags = ("" if slips[0].keyword == "Then" else "  @acts\n" for _, slips in scenarios)
    parts = enumerate(zip(tags, told, strict=True))
    return "Feature: Slips\n\n" + "\n".join(
        f"{tag}  Scenario: {number}\n{steps}" for number, (tag, steps) in parts
    )


def answers_in(steps: list[list[str]], scenarios: Scenarios) -> Iterator[Answer]:
    """Yield what each slip was answered; everything before the slips of a scenario has to pass."""
    by_scenario: dict[str, list[list[str]]] = {}
    for step in steps:
        by_scenario.setdefault(step[0], []).append(step)
    for number, (_, slips) in enumerate(scenarios):
        told = by_scenario[str(number)]
        assert [step for step in told[: -len(slips)] if step[2] != "passed"] == []
        for slip, (*_, status, said) in zip(slips, told[-len(slips) :], strict=True):
            yield Answer(slip, status, said)


def test_every_kind_of_slip_is_tried(answers):
    kinds = {NOTHING_HAS_HAPPENED, *slips_of_thens.KINDS, *slips_of_acts.KINDS}
    assert {answer.slip.kind for answer in answers} == kinds
    assert {answer.status for answer in answers} <= {"passed", "failed", "error"}


def test_every_phrase_is_tried(answers, registry):
    tried = {(answer.slip.keyword.lower(), answer.slip.phrase) for answer in answers}
    functions = {
        one.func for key, steps in registry.steps.items() for one in steps if (key, one.pattern) in tried
    }
    assert [
        one.pattern for steps in registry.steps.values() for one in steps if one.func not in functions
    ] == []


def test_none_passes_where_something_is_wrong(answers):
    passed = [answer for answer in answers if answer.status == "passed"]
    wrong = {answer.slip.title for answer in passed if answer.slip.kind != NOTHING_HAS_HAPPENED}
    fine = {title for titles in FINE.values() for title in titles}
    assert sorted(wrong - fine) == []
    assert sorted(fine - wrong) == [], "These are answered with a sentence now."


def test_every_answer_is_a_sentence(answers):
    assert [str(answer) for answer in answers if answer.status == "error"] == []


def test_no_answer_is_longer_than_a_screen(answers):
    assert [str(answer) for answer in answers if len(answer.said.splitlines()) > 45] == []


def test_no_answer_shows_python(answers):
    signs = ("Decimal(", "datetime", "object at 0x", "NoneType", "Delivered(", "<[", "FakeDate")
    assert [str(answer) for answer in answers if any(sign in answer.said for sign in signs)] == []
