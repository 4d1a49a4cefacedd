"""A story told otherwise: each way changes what careless tasks leave, and nothing of what careful ones do."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from project.notes import tasks as t
from project.notes.models import Name
from project.under_test import books

from timeskip import Story
from timeskip.behave.retelling import sampling_of
from timeskip.retelling import MayDiffer, NotRetold, Retelling
from timeskip.retelling.differences import FailedStep, Outcome, differences
from timeskip.retelling.files import add, read
from timeskip.retelling.ways import WAYS, Sampling, plainly, ways_named

Act = Callable[[Story], Any]


def careful(story: Story) -> None:
    story.beat.only = set()
    Name.objects.create(name="a")
    t.claim.delay("a")
    t.claim.delay("a")
    story.advance(days=3)


def days_pass(story: Story) -> None:
    story.advance(days=3)


def overwritten(story: Story) -> None:
    t.overwrite.delay("first")
    t.overwrite.delay("second")


CARELESS: dict[str, Act] = {
    "delivered-twice": lambda story: t.note.delay("x"),
    "two-beats": days_pass,
    "worker-dies": lambda story: t.tidies_up.delay(),
    "rival": lambda story: t.tidies_up.delay(),
    "other-order": overwritten,
    "beat-down": days_pass,
}


def told(begin: Callable[[Any], Any], act: Act) -> tuple[Outcome, Any]:
    with transaction.atomic():
        with Story(clock="time-machine") as story, begin(story) as facts:
            act(story)
            story.settle()
            left = books(story), facts and facts()
        transaction.set_rollback(True)
    return Outcome(left[0]), left[1]


def found(way: str, act: Act) -> list[str]:
    plain, facts = told(plainly, act)
    variations = WAYS[way].variations(facts, Sampling(points=None))
    return [line for one in variations for line in differences(plain, told(one.begin, act)[0], ())[0]]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_way_changes_what_careless_tasks_leave(way: str) -> None:
    assert found(way, CARELESS[way])


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_no_way_changes_what_careful_tasks_leave(way: str) -> None:
    assert found(way, careful) == []


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_a_story_in_which_nothing_happens_is_not_told_otherwise(way: str) -> None:
    _, facts = told(plainly, lambda story: Name.objects.create(name="a"))
    assert WAYS[way].variations(facts, Sampling()) == []


def test_points_are_drawn_by_a_seed() -> None:
    assert Sampling(points=None).of(4) == [1, 2, 3, 4]
    assert Sampling(points=9).of(4) == [1, 2, 3, 4]
    drawn = [Sampling(seed=seed, points=3).of(100) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert [len(points) for points in drawn] == [3, 3, 3]


def test_ways_have_names() -> None:
    assert ways_named("all") == list(WAYS.values())
    assert ways_named("rival,beat-down") == [WAYS["rival"], WAYS["beat-down"]]
    with pytest.raises(ValueError, match=r"--retell takes 'all' or some of delivered-twice, .*, not 'rivals'"):
        ways_named("rivals")


@pytest.mark.parametrize("points", ["0", "-1", "few", "²", ""])
def test_points_are_a_number_from_1_or_all(points: str) -> None:
    assert sampling_of({"points": "1"}).points == 1
    assert sampling_of({"points": "all"}).points is None
    with pytest.raises(ValueError, match="-D points= takes a number from 1 or 'all'"):
        sampling_of({"points": points})


# Books in files.


@pytest.mark.parametrize(
    "line",
    ["5", "", "{", '{"a": 1, "b": 2}', '["s"]', '["s", [1, 2]]', '["s", {"t": [1]}]', '["s", {"t": {}}]', "[1, {}]"],
)
def test_a_file_of_something_else_is_no_books(tmp_path: Path, line: str) -> None:
    file = tmp_path / "books.ndjson"
    add(file, "Ann pays", {"notes": [{"text": "x"}]})
    assert read(file) == {"Ann pays": {"notes": [{"text": "x"}]}}
    with file.open("a") as end:
        end.write(f"{line}\n")
    with pytest.raises(ValueError, match=r"books\.ndjson, line 2, is not what `manage\.py behave --books` writes\."):
        read(file)


# What may differ.


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"ways": ("rivals",), "adds": True}, "There is no way 'rivals'. Choose from delivered-twice"),
        ({"ways": ("*-thrice",), "adds": True}, "There is no way '*-thrice'"),
        ({"ways": (), "adds": True}, "The ways are (). Give a tuple"),
        ({"ways": "rival", "adds": True}, "The ways are 'rival'. Give a tuple"),
        ({}, "MayDiffer takes a step, or tables with columns, with lacks or with adds. (“It may.”)"),
        ({"tables": (), "adds": True}, "MayDiffer takes a step, or tables"),
        ({"tables": ()}, "MayDiffer takes a step, or tables"),
        ({"step": "reads"}, "MayDiffer takes a step, or tables"),
    ],
)
def test_what_would_allow_nothing_is_refused(said: dict[str, Any], answer: str) -> None:
    assert may(ways=("rival", "post*"), adds=True)
    with pytest.raises(ValueError, match=re.escape(answer)):
        may(**said)


def test_what_is_not_retold_is_of_a_way() -> None:
    with pytest.raises(ValueError, match="There is no way 'rivals'"):
        NotRetold(step="fails", reason="It is.", ways=("rival", "rivals"))


def row(number: int, state: str = "sent") -> dict[str, Any]:
    return {"number": number, "state": state, "told": "Ann"}


PLAIN = Outcome({"letters": [row(1), row(2)]})


def may(**said: Any) -> MayDiffer:
    return MayDiffer(**{"ways": ("*",), "reason": "It may.", "tables": ("letters",), **said})


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([row(2), row(1)], None),
        ([row(1)], "letters: missing: number=2, state=sent, told=Ann"),
        ([row(1), row(2), row(2)], "letters: added: number=2, state=sent, told=Ann"),
        ([row(1), row(2, "late")], "letters: number 2, state late, told Ann: state is late, plainly sent"),
    ],
)
def test_rows_differ(rows: list, line: str | None) -> None:
    assert differences(PLAIN, Outcome({"letters": rows}), ())[0] == ([line] if line else [])


@pytest.mark.parametrize(
    ("rows", "allowed", "is_used"),
    [
        ([row(1), row(2, "late")], may(columns=("state",)), True),
        ([row(1)], may(lacks=True), True),
        ([row(1), row(2), row(2)], may(adds=True), True),
        ([row(1), row(2)], may(lacks=True, columns=()), False),
    ],
)
def test_what_may_differ(rows: list, allowed: MayDiffer, is_used: bool) -> None:
    assert differences(PLAIN, Outcome({"letters": rows}), [allowed]) == ([], {allowed} if is_used else set())


@pytest.mark.parametrize(
    ("rows", "allowed"),
    [
        ([row(1), row(2, "late")], may(columns=("told",))),
        ([row(1)], may(adds=True)),
        ([row(1), row(2), row(2)], may(lacks=True)),
        ([row(1)], may(lacks=True, tables=("notes",))),
    ],
)
def test_what_else_differs_is_found_all_the_same(rows: list, allowed: MayDiffer) -> None:
    assert differences(PLAIN, Outcome({"letters": rows}), [allowed])[0]


def test_a_step_fails() -> None:
    failed = Outcome(PLAIN.books, (FailedStep("Then Ann reports 2", "1 was not 2"),))
    assert differences(PLAIN, failed, ())[0] == ["the step “Then Ann reports 2” fails: 1 was not 2"]
    assert differences(PLAIN, failed, [may(tables=(), step="reports")])[0] == []
    assert differences(PLAIN, failed, [may(tables=(), step="reads")])[0]


def test_what_may_differ_may_be_of_a_way_and_a_scenario() -> None:
    one = may(ways=("beat-*",), scenario="Diary", adds=True)
    assert one.concerns("beat-down", "A Diary")
    assert not one.concerns("rival", "A Diary")
    assert not one.concerns("beat-down", "A letter")


def test_what_is_not_retold_says_why() -> None:
    retelling = Retelling(books=books, not_retold=(NotRetold(step="fails", reason="It is.", ways=("rival",)),))
    assert retelling.why_not("rival", ["it is", "a task fails on purpose"]) == "It is."
    assert retelling.why_not("two-beats", ["a task fails on purpose"]) is None
    assert retelling.why_not("rival", ["it is"]) is None
