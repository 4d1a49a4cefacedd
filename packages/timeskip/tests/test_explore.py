"""What exploring is made of: acts, copies of the process, the place where a story is, reductions."""

import os
import random
import re
import sys
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from behave.parser import parse_feature, parse_steps
from django.db import connection
from project.notes.models import Name, Note
from project.notes.tasks import add

from timeskip import NotSimulated, Story
from timeskip.explore import Exploration, Theme
from timeskip.explore.act import Act, ToldAct, WrongDeclaration
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.copies import (
    CopyDied,
    NotHandedOver,
    called_in_copies,
    in_a_copy,
    in_a_noting_copy,
    require_copies,
)
from timeskip.explore.explorer import Ended, Explorer, Findings, Found
from timeskip.explore.place import Places
from timeskip.explore.randomness import back_to, mark, repeated
from timeskip.explore.reduction import Reduction
from timeskip.explore.telling import Telling
from timeskip.explore.written import as_feature, as_text, remove_written, write

# Acts.


def ways(act: Act, state: Any = None, **values: Any) -> list[str]:
    return [told.steps for told in act.possible(state, values)]


def test_an_act_is_told_with_each_value() -> None:
    act = Act("When {who} pays {amount}", "money", values={"amount": ("$1.00", "$2.00")})
    assert ways(act, who=("Ann", "Bob"), amount=("$9.00",)) == [
        "When Ann pays $1.00",
        "When Ann pays $2.00",
        "When Bob pays $1.00",
        "When Bob pays $2.00",
    ]


def test_values_follow_from_the_state_and_from_the_words_before() -> None:
    owed = {"Ann": ["$1.00"], "Bob": []}
    act = Act("When {who} pays {amount}", "money", values={"amount": lambda state, words: state[words["who"]]})
    assert ways(act, owed, who=("Ann", "Bob")) == ["When Ann pays $1.00"]


def test_each_way_knows_those_that_are_simpler() -> None:
    act = Act("When {n} minutes pass", "time", values={"n": ("1", "5", "1", "9")})
    *_, last = act.possible(None, {})
    assert last == ToldAct("When 9 minutes pass", ("When 1 minutes pass", "When 5 minutes pass"))


def test_an_act_waits_until_it_can_happen() -> None:
    act = Act("When the door closes", "room", when=lambda state: state == "open")
    assert ways(act, "open") == ["When the door closes"]
    assert ways(act, "closed") == []


def test_a_theme_is_a_whole_word() -> None:
    act = Act("When it rains", "weather walks")
    assert act.is_of("walks")
    assert not act.is_of("walk")


# What is declared.


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (Act("When it rains", "wether"), "“When it rains” is of the theme “wether”. Choose from: weather, walks."),
        (Act("When it rains", "weather"), "No act is of the theme “walks”, so it has no stories."),
        (Act("When {who} walks", "walks"), "“When {who} walks” has no values for {who}."),
        (Act("When it rains", "walks", values={"who": ["Ann"]}), "“When it rains” has no {who}, and values for it."),
        (Act("When {who} walks", "walks", values={"who": "Ann"}), "The values of {who} are 'Ann'. Give a list"),
        (Act("When {n} days pass", "walks", values={"n": (1, 2)}), "The values of {n} are (1, 2). Give a list"),
        (Act("When {who} walks", "walks", values={"who": iter(["Ann"])}), "Give a list of texts, or a function."),
    ],
)
def test_an_act_that_could_never_be_told_is_refused(act: Act, answer: str) -> None:
    themes = [Theme("weather", "Given it is Monday"), Theme("walks", "Given it is Monday")]
    with pytest.raises(ValueError, match=re.escape(answer)):
        Exploration(themes=themes, acts=[Act("When it snows", "weather"), act], ending="Then it is well")


@pytest.mark.parametrize("returned", ["Ann", [1, 2], iter([1]), None, 5])
def test_a_function_returns_texts(returned: Any) -> None:
    act = Act("When {who} walks", "walks", values={"who": lambda state, words: returned})
    with pytest.raises(WrongDeclaration, match=re.escape("The function for {who} has returned")):
        ways(act)


def test_a_function_may_be_a_generator() -> None:
    act = Act("When {who} walks", "walks", values={"who": lambda state, words: (name for name in ("Ann", "Bob"))})
    assert ways(act) == ["When Ann walks", "When Bob walks"]


def exploration(beginning: str = "Given it rains", act: str = "When Ann walks", ending: str = "Then it is well") -> Any:
    return Exploration(themes=[Theme("walks", beginning)], acts=[Act(act, "walks")], ending=ending)


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({"beginning": "it rains"}, "“it rains” cannot be read as steps"),
        ({"act": "And Ann walks"}, "“And Ann walks” cannot be read as steps"),
        ({"ending": ""}, "“” has no step."),
        ({"ending": "Then it is well\nAnd it is dry"}, "has several steps. The ending is one."),
    ],
)
def test_what_is_declared_is_steps(declared: dict[str, str], answer: str) -> None:
    exploration().require_steps("en")
    with pytest.raises(WrongDeclaration, match=re.escape(answer)):
        exploration(**declared).require_steps("en")


def test_steps_are_in_the_language_of_the_features() -> None:
    german = exploration("Angenommen es regnet", "Wenn Ann geht", "Dann ist es gut")
    german.require_steps("de")
    with pytest.raises(WrongDeclaration):
        german.require_steps("en")


def test_themes_are_told_apart() -> None:
    with pytest.raises(WrongDeclaration, match="An Exploration has a theme at least"):
        Exploration(themes=[], acts=[], ending="Then it is well")
    with pytest.raises(WrongDeclaration, match="Two themes are called “walks”"):
        Exploration(themes=[Theme("walks", "Given it rains")] * 2, acts=[], ending="Then it is well")


# Copies of the process.


def test_a_copy_answers_and_leaves_this_process_as_it_is() -> None:
    kept = [1]
    assert in_a_copy(lambda: [*kept, kept.append(2)]) == [1, None]
    assert in_a_copy(os.getpid) != os.getpid()
    assert kept == [1]


def test_a_copy_raises_here_what_is_raised_there() -> None:
    def divide() -> None:
        _ = 1 // 0

    with pytest.raises(ZeroDivisionError) as error:
        in_a_copy(lambda: in_a_copy(divide))
    (note,) = error.value.__notes__
    assert note.startswith("In the copy of the process:")
    assert "in divide\n" in note


def test_an_error_that_cannot_be_handed_over_is_named() -> None:
    class Local(Exception):
        pass

    def fail() -> None:
        raise Local("words")

    with pytest.raises(NotHandedOver, match="Local: words") as error:
        in_a_copy(fail)
    assert "in fail\n" in error.value.__notes__[0]


def test_a_copy_that_dies_is_noticed() -> None:
    with pytest.raises(CopyDied, match="with 7"):
        in_a_copy(lambda: os._exit(7))
    with pytest.raises(CopyDied):
        in_a_copy(lambda: sys.exit(0))


def test_a_copy_that_dies_leaves_what_it_noted_last() -> None:
    def work(note: Any) -> None:
        note("first")
        note("x" * 200_000)
        os._exit(7)

    with pytest.raises(CopyDied) as died:
        in_a_noting_copy(work)
    assert died.value.noted == "x" * 200_000


def test_what_a_copy_notes_is_no_answer() -> None:
    assert in_a_noting_copy(lambda note: [note(1), 2]) == [None, 2]


def test_a_pool_of_threads_works_in_a_copy() -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        here = pool.submit(threading.get_ident).result()
        assert in_a_copy(lambda: pool.submit(str, 5).result(timeout=20)) == "5"
        assert pool.submit(threading.get_ident).result() == here


def test_a_function_is_called_in_copies() -> None:
    with called_in_copies(["os.getpid"]):
        assert os.getpid() != os.getpid()
    assert os.getpid() == os.getpid()


def test_what_is_generated_is_the_same_in_each_story() -> None:
    def generated() -> tuple[Any, ...]:
        with repeated():
            numbers = random.random(), random.SystemRandom().random()  # noqa: S311 they are compared
            return uuid.uuid4(), os.urandom(4), *numbers

    assert generated() == generated()
    assert len(set(generated())) == 4


def test_what_was_generated_can_be_generated_again() -> None:
    with repeated():
        random.random()  # noqa: S311 it is compared
        before = mark()
        first = uuid.uuid4(), random.random()  # noqa: S311
        back_to(before)
        assert (uuid.uuid4(), random.random()) == first  # noqa: S311


# Where a story is.


@pytest.fixture
def places(story: Story) -> Places:
    return Places(story)


def test_a_row_is_another_place_and_without_it_is_the_same_again(places: Places) -> None:
    before = places.here(None)
    name = Name.objects.create(name="Ann")
    with_row = places.here(None)
    name.delete()
    assert with_row != before
    assert places.here(None) == before


def test_time_is_another_place(story: Story, places: Places) -> None:
    before = places.here(None)
    story.advance(minutes=1)
    assert places.here(None) != before


def test_what_waits_is_another_place(story: Story, places: Places) -> None:
    before = places.here(None)
    add.apply_async((1, 2), countdown=60)
    assert places.here(None) != before


@pytest.mark.parametrize(
    "fail",
    [
        lambda story: setattr(story.mail, "is_up", False),
        lambda story: story.mail.refuse("ann@example.com"),
        lambda story: story.mail.drop_next_reply(),
        lambda story: setattr(story.files, "is_full", True),
        lambda story: story.files.stop_after_next(),
        lambda story: setattr(story.tasks, "reachable", False),
        lambda story: setattr(story.sockets, "layer_is_up", False),
        lambda story: story.workers.stop(),
        lambda story: story.workers.die_at_each_write(),
        lambda story: story.workers.deliver_twice(),
        lambda story: story.beat.stop(),
        lambda story: setattr(story.beat, "count", 2),
    ],
)
def test_what_fails_is_another_place(story: Story, places: Places, fail: Any) -> None:
    before = places.here(None)
    fail(story)
    assert places.here(None) != before


def test_what_a_project_tells_apart_is_another_place(places: Places) -> None:
    assert places.here("offline") != places.here(None)


def test_a_copy_writes_to_a_database_of_its_own(story: Story, places: Places) -> None:
    if connection.vendor != "sqlite":
        with pytest.raises(NotSimulated, match="The database “default” is not in memory"):
            require_copies()
        return
    require_copies()
    before, moment = places.here(None), story.now

    def go_on() -> tuple[str, int, timedelta]:
        Note.objects.create(text="in the copy")
        story.advance(hours=1)
        return places.here(None), Note.objects.count(), story.now - moment

    there, notes, passed = in_a_copy(go_on)
    assert (notes, passed) == (1, timedelta(hours=1))
    assert there != before == places.here(None)
    assert (Note.objects.count(), story.now) == (0, moment)
    assert in_a_copy(go_on)[0] == there


def test_a_failed_task_is_listed_until_somebody_claims_it(story: Story) -> None:
    add.delay("one", 2)
    story.settle()
    assert [run.name for run in story.tasks.failures] == [add.name]
    story.tasks.claim_failure()
    assert story.tasks.failures == []


# Breaches.


def test_breaches_of_one_kind_differ_in_particulars_only() -> None:
    first = breach_of(AssertionError("words"), "ASSERT FAILED: “Ann” owes $1.00 of 2.\n\nUntil then:\nMon")
    assert first == Breach("… owes $… of …", "“Ann” owes $1.00 of 2.")
    assert breach_of(AssertionError("words"), "“Bob” owes $25.10 of 3.").kind == first.kind


def wordless(number: int) -> AssertionError:
    with pytest.raises(AssertionError) as error:
        if number == 1:
            assert number > 1
        assert sum([number]) == 0, ""
    # pytest gives an assertion words.
    error.value.args = ()
    return error.value


def test_assertions_without_words_are_of_a_kind_by_their_statements() -> None:
    # behave's message for one without words.
    first, second = (breach_of(wordless(number), "Traceback (most recent call last):\n…") for number in (1, 2))
    assert first.said.startswith("assert number > 1\n(")
    assert first.title == "assert number > …"
    assert second.title == "assert sum([number]) == … …"


def test_the_title_of_a_breach_is_its_first_sentence() -> None:
    assert Breach("Money adds up. (invariant in a.py) Not so after this step:", "").title == "Money adds up"


def test_an_unexpected_error_is_known_by_its_type_and_place() -> None:
    def divide() -> None:
        _ = 1 // 0

    with pytest.raises(ZeroDivisionError) as error:
        divide()
    assert (
        breach_of(error.value, "Traceback …").kind == "ZeroDivisionError in divide: integer division or modulo by zero"
    )


# Exploring.


class Numbers:
    """A telling whose place is a number; 9 is a breach, and whoever divides by zero dies."""

    def __init__(self, *ways: str) -> None:
        self.number, self.steps = 1, []
        self._ways = [ToldAct(way) for way in ways]
        self._act = Act("{way}", "numbers")

    def possible(self) -> list[tuple[Act, list[ToldAct]]]:
        return [(self._act, self._ways)]

    def here(self) -> str:
        return hex(self.number)

    def tell(self, steps: str) -> Breach | None:
        self.steps.append(steps)
        if steps == "die":
            os._exit(3)
        numbers = {"+1": self.number + 1, "+2": self.number + 2, "*3": self.number * 3}
        self.number = numbers.get(steps, self.number)
        return Breach("nine", "It is 9.") if self.number == 9 else None


def told(found: Found | Ended) -> list[str]:
    return [act.steps for act in found.acts]


def every_story(depth: int, *ways: str, one_in: int = 1000, stop: bool = False) -> Findings:
    telling: Any = Numbers(*ways)
    findings = Explorer(telling, one_in=one_in, stop=stop).every_story(depth)
    assert telling.number == 1, "The process itself stays where the story was."
    return findings


def test_every_story_is_told() -> None:
    findings = every_story(3, "+1", "*3")
    # 2 (3 (4 9) 6 (7 18)) 3 (4 (5 12) 9)
    assert findings.stories == 2 + 4 + 6
    assert findings.happened == {"{way}"}


def test_a_story_that_changed_nothing_or_was_elsewhere_before_is_not_continued() -> None:
    # 1 (1, 2 (2, 3, 4), 3 (3, 4, 5)): 3 is known after 2, because it is continued from there with as many acts left.
    findings = every_story(2, "=", "+1", "+2")
    assert findings.unchanged == 1 + 1 + 1
    assert findings.stories == 3 + 3 + 3
    assert findings.known == 1


def test_acts_that_change_nothing_share_a_copy_of_the_process() -> None:
    # Who divides by nothing, and who says nothing, is told of as in a copy of its own.
    findings = every_story(1, "=", "= again", "+1", "= for the last time", "die", "*3", one_in=1)
    assert (findings.stories, findings.unchanged) == (6, 3)
    assert [told(one) for one in findings.again] == [
        ["="], ["= again"], ["+1"], ["= for the last time"], ["*3"]
    ]  # fmt: skip
    assert [one.steps for one in findings.again][1] == ("= again",)
    (found,) = findings.found.values()
    assert told(found) == ["die"]


def test_a_breach_is_found_and_its_story_is_not_continued() -> None:
    # 3 (5 (7, 15), 9), and 3 again.
    findings = every_story(3, "+2", "*3")
    assert (findings.stories, findings.known) == (6, 1)
    assert findings.breaches == {"nine": 1}
    assert told(findings.found["nine"]) == ["+2", "*3"]


def test_no_story_is_told_after_the_first_breach_where_that_is_asked_for() -> None:
    # 3 (5 (7, 15), 9), without 3 again.
    findings = every_story(3, "+2", "*3", stop=True)
    assert (findings.stories, told(findings.found["nine"])) == (5, ["+2", "*3"])


def test_a_story_whose_process_dies_is_a_breach() -> None:
    (found,) = every_story(2, "+1", "die").found.values()
    assert "with 3" in found.breach.said


def test_stories_are_kept_to_be_told_again() -> None:
    again = every_story(2, "+1", "+2", one_in=2).again
    assert [(told(one), one.place) for one in again] == [(["+1"], "0x2"), (["+1", "+2"], "0x4"), (["+2", "+1"], "0x4")]


def test_the_same_seed_tells_the_same_random_stories() -> None:
    def random_stories(seed: int) -> tuple[int, list[str]]:
        telling: Any = Numbers("+1", "+2", "*3")
        left, numbers = iter([False] * 40), random.Random(seed)  # noqa: S311 no secret
        findings = Explorer(telling, one_in=1).random_stories(6, numbers, lambda: next(left, True))
        return findings.stories, told(findings.found["nine"])

    assert random_stories(7) == random_stories(7)
    assert random_stories(7)[0] == 40
    assert random_stories(7) != random_stories(8)


def test_a_random_story_whose_process_dies_keeps_its_acts() -> None:
    telling: Any = Numbers("+1", "die")
    findings = Explorer(telling, one_in=1, stop=True).random_stories(6, random.Random(7), lambda: False)  # noqa: S311
    (found,) = findings.found.values()
    assert told(found)[-1] == "die"
    assert set(told(found)[:-1]) <= {"+1"}
    assert findings.happened == {"{way}"}


def test_no_random_story_is_told_after_the_first_breach_where_that_is_asked_for() -> None:
    telling: Any = Numbers("*3")
    findings = Explorer(telling, one_in=1, stop=True).random_stories(6, random.Random(7), lambda: False)  # noqa: S311
    assert (findings.stories, told(findings.found["nine"])) == (1, ["*3", "*3"])


# Answers.


class Answered(Telling):
    """A telling in which every step passes, and answers follow."""

    def __init__(self, story: Story, answer: Any) -> None:
        declared = Exploration(
            themes=[Theme("walks", "Given it rains")],
            acts=[Act("When Ann walks", "walks")],
            ending="Then it is well",
            answer=lambda _: answer(self),
        )
        context = SimpleNamespace(story=story)
        runner: Any = SimpleNamespace(context=context, config=SimpleNamespace(lang=None))
        super().__init__(runner, declared, declared.themes[0])

    def _run(self, step: Any, *, is_end: bool = False) -> None:
        self.steps.append(as_text(step))


def test_answers_are_told_until_there_is_none(story: Story) -> None:
    telling = Answered(story, lambda told: None if len(told.steps) > 3 else "Then it is refused")
    assert telling.tell("When Ann walks\nAnd Ann runs") is None
    assert telling.steps == ["When Ann walks", *["Then it is refused"] * 3, "Then it is well"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Then it is refused", "`answer` has returned a step 1,000 times in a row, at last “Then it is refused”."),
        ("And it is refused", "“And it is refused” cannot be read as steps"),
        (5, "`answer` has returned 5. Return a step, or None."),
    ],
)
def test_an_answer_that_cannot_be_told_is_refused(story: Story, answer: Any, said: str) -> None:
    with pytest.raises(WrongDeclaration, match=re.escape(said)):
        Answered(story, lambda _: answer).tell("When Ann walks")


# Reduction.


def reduced(acts: list[ToldAct], *, fails: Any, budget: float = 60) -> list[str]:
    """Reduce a story that ends in a breach where `fails` is true of its steps."""

    def breach(told: list[ToldAct]) -> Breach | None:
        return Breach("kind", "") if fails([act.steps for act in told]) else None

    beginning: Any = SimpleNamespace(breach=breach)
    return [act.steps for act in Reduction(beginning, "kind", budget).of(acts)]


def test_acts_that_do_not_matter_are_left_out() -> None:
    acts = [ToldAct(name) for name in "abcdefg"]
    assert reduced(acts, fails=lambda steps: {"b", "f"} <= set(steps)) == ["b", "f"]


def test_what_matters_is_told_as_simply_as_possible() -> None:
    acts = [ToldAct("pay 3", ("pay 1", "pay 2"))]
    assert reduced(acts, fails=lambda steps: steps in (["pay 2"], ["pay 3"])) == ["pay 2"]


def test_another_breach_is_no_reduction() -> None:
    kinds = {"ab": Breach("kind", ""), "a": Breach("other", "")}
    beginning: Any = SimpleNamespace(breach=lambda acts: kinds.get("".join(act.steps for act in acts)))
    assert Reduction(beginning, "kind", 60).of([ToldAct("a"), ToldAct("b")]) == [ToldAct("a"), ToldAct("b")]


def test_without_a_budget_a_story_stays_as_it_is() -> None:
    acts = [ToldAct(name) for name in "ab"]
    assert reduced(acts, fails=lambda steps: "a" in steps, budget=0) == ["a", "b"]


def test_a_story_is_written_as_a_scenario() -> None:
    written = as_feature("Ann pays", ["\nGiven it rains\n  And it is cold\n", "When Ann pays\n  | day |\n  | 1 |"])
    assert written.splitlines()[2:] == [
        "  Scenario: Ann pays",
        "    Given it rains",
        "    And it is cold",
        "    When Ann pays",
        "    | day |",
        "    | 1 |",
    ]


@pytest.mark.parametrize(
    "told",
    [
        'When Ann writes\n  """\n  Dear Bob,\n    rain\n\n  """',
        "When Ann quotes\n  '''\n  \"\"\"\n  '''",
        "When Ann fills in\n  | a \\| b | c |\n  | 1 | |",
    ],
)
def test_what_stands_below_a_step_is_written_as_it_was_told(told: str) -> None:
    (step,) = parse_steps(told)
    (scenario,) = parse_feature(as_feature("Ann", [as_text(step)])).scenarios
    (again,) = scenario.steps
    assert (again.name, again.table, again.text) == (step.name, step.table, step.text)
    assert (step.table or step.text) is not None


def test_what_is_removed_of_a_theme_is_its_own(tmp_path: Path) -> None:
    kept = write(tmp_path, "reminders-daily", "Lost", ["Given it rains"])
    gone = write(tmp_path, "reminders", "Lost", ["Given it rains"])
    remove_written(tmp_path, "reminders")
    assert (kept.exists(), gone.exists(), gone.parent.exists()) == (True, False, False)


def test_what_people_wrote_is_not_removed(tmp_path: Path) -> None:
    gone = write(tmp_path, "reminders", "Lost", ["Given it rains"])
    german = write(tmp_path, "reminders", "Verloren", ["Angenommen es regnet"], "de")
    kept = gone.with_name("by_hand.feature")
    kept.write_text("Feature: Reminders\n", encoding="utf-8")
    remove_written(tmp_path, "reminders")
    assert (kept.exists(), gone.exists(), german.exists()) == (True, False, False)
