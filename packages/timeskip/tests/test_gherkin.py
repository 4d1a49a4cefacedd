"""timeskip.gherkin: words, tables, and a run of phrases that go wrong, each with its answer."""

import base64
import json
import re
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("behave_django")

from behave.model import Table
from behave.step_registry import StepRegistry
from hamcrest import (
    all_of,
    any_of,
    anything,
    assert_that,
    contains_string,
    described_as,
    equal_to,
    greater_than,
    has_entries,
    has_item,
    has_items,
    has_length,
    instance_of,
    is_,
    is_in,
    less_than,
    matches_regexp,
    none,
    not_,
    not_none,
    only_contains,
)
from hamcrest.core.base_matcher import BaseMatcher
from test_behave import run_behave

from timeskip.behave import install
from timeskip.gherkin import (
    DAY,
    Word,
    cells,
    column,
    dictionary,
    label_of,
    lines,
    one_of,
    rows,
    to_day,
    to_moment,
    whole_text,
)
from timeskip.gherkin.counting import count_comparisons
from timeskip.gherkin.failure import with_timeline
from timeskip.project import Project
from timeskip.proof import comparisons

pytestmark = pytest.mark.processes

FEATURES = "phrases"


@pytest.mark.parametrize("text", ["Friday 7 March 2025", "7 March 2025"])
def test_a_day(text: str) -> None:
    assert to_day(text) == date(2025, 3, 7)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Saturday 7 March 2025", "7 March 2025 is a Friday, not a Saturday."),
        ("31 February 2025", "“31 February 2025” is not a day of the calendar."),
        ("soon", "“soon” is not a day of the calendar."),
        ("", "“” is not a day of the calendar."),
    ],
)
def test_a_wrong_day(text: str, answer: str) -> None:
    with pytest.raises(ValueError, match=re.escape(answer)):
        to_day(text)


def test_a_moment_is_in_the_projects_zone(settings: Any) -> None:
    settings.TIME_ZONE = "Australia/Sydney"
    assert to_moment("Monday 17 March 2025 09:00") == datetime(2025, 3, 16, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("5 October 2025 02:30", "There is no 02:30 on 5 October 2025: clocks go forward over it."),
        ("5 October 2025 24:00", "“24:00” is not a time of day. Write it as in 09:00."),
        ("5 October 2025", "“5 October 2025” is not a moment. Write it as in Monday 17 March 2025 09:00."),
    ],
)
def test_a_wrong_moment(settings: Any, text: str, answer: str) -> None:
    settings.TIME_ZONE = "Australia/Sydney"
    with pytest.raises(ValueError, match=re.escape(answer)):
        to_moment(text)


def test_one_of_several_words() -> None:
    stages = {"Pre-approval": "pre_approval", "Funded": "funded"}
    assert one_of(stages, "stage")('"Funded"') == "funded"
    assert label_of(stages, "pre_approval") == "Pre-approval"
    with pytest.raises(ValueError, match=re.escape("There is no stage “Paid”. Choose from: Pre-approval, Funded.")):
        one_of(stages, "stage")('"Paid"')


def test_a_word_lists_what_it_may_be() -> None:
    frequencies = one_of({"weekly": "w", "monthly": "m"}, "frequency")
    assert Word("frequency", r"\w+", str, frequencies, "weekly").values == ("weekly", "monthly")
    assert Word("quoted", r'"\w+"', str, frequencies, '"weekly"').values == ('"weekly"', '"monthly"')
    assert Word("day", DAY, date, to_day, "Friday 7 March 2025").values == ()


class TestTables:
    table = Table(["who", "says"], rows=[["Ann", "yes"], ["Ben", "no"]])

    def test_a_column(self) -> None:
        assert column(self.table, "says") == ["yes", "no"]

    @pytest.mark.parametrize("table", [None, Table(["whom"])])
    def test_a_missing_column_is_named(self, table: Table | None) -> None:
        with pytest.raises(AssertionError, match="with the column “who”"):
            column(table, "who")

    def test_rows(self) -> None:
        assert rows(self.table, ["who", "says"]) == [{"who": "Ann", "says": "yes"}, {"who": "Ben", "says": "no"}]

    def test_an_unknown_column_is_answered_with_the_known_ones(self) -> None:
        with pytest.raises(AssertionError, match=re.escape("There is no column “says”. Choose from: when, who.")):
            rows(self.table, ["who", "when"])
        with pytest.raises(AssertionError, match="with some of the columns: when, who"):
            rows(None, ["who", "when"])

    columns = {"who": str, "due": to_day}

    def test_cells_are_read_by_their_columns(self) -> None:
        table = Table(["who", "due"], rows=[["Ann", "7 March 2025"], ["Ben", ""]])
        assert cells(table, self.columns, optional=["due"]) == [
            {"who": "Ann", "due": date(2025, 3, 7)},
            {"who": "Ben", "due": None},
        ]
        assert cells(Table(["who"], rows=[["Ann"]]), self.columns, optional=["due"]) == [{"who": "Ann"}]

    @pytest.mark.parametrize(
        ("table", "answer"),
        [
            (Table(["who"], rows=[["Ann"]]), "This phrase needs the column “due”. The table has: who."),
            (Table(["who", "why"], rows=[["Ann", "x"]]), "There is no column “why”. Choose from: due, who."),
            (Table(["who", "due"]), "headings and no row"),
            (Table(["who", "due"], rows=[["Ann", ""]]), "Row 1 of the table has nothing in the column “due”"),
            (
                Table(["who", "due"], rows=[["Ann", "7 March 2025"], ["Ben", "31 April 2025"]]),
                "Row 2 of the table, column “due”: “31 April 2025” is not a day of the calendar.",
            ),
        ],
    )
    def test_a_wrong_cell_is_named(self, table: Table, answer: str) -> None:
        with pytest.raises(AssertionError, match=re.escape(answer)):
            cells(table, self.columns)

    def test_a_whole_text_keeps_its_blank_lines(self) -> None:
        assert whole_text("one\n\n two\n") == "one\n\n two\n"

    def test_lines(self) -> None:
        assert lines("one\n\n two\n") == ["one", " two"]

    def test_headings_alone_would_check_nothing(self) -> None:
        with pytest.raises(AssertionError, match="headings and no row"):
            rows(Table(["who", "says"]), ["who", "says"])
        with pytest.raises(AssertionError, match="headings and no row"):
            column(Table(["who"]), "who")

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            (None, "This phrase needs the lines below it"),
            ("", "The text below this phrase is empty"),
            ("  \n\n", "The text below this phrase is empty"),
        ],
    )
    def test_no_lines_would_check_nothing(self, text: str | None, answer: str) -> None:
        with pytest.raises(AssertionError, match=answer):
            lines(text)


@pytest.fixture(scope="module")
def output_and_report(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[dict[str, Any]]]:
    """What a run of every phrase prints, and its report."""
    report = tmp_path_factory.mktemp("phrases") / "report.json"
    formats = ("--format", "json", "--outfile", str(report), "--format", "plain")
    run = run_behave("time-machine", "--simple", *formats, FEATURES)
    return run.stdout + run.stderr, json.loads(report.read_text())


@pytest.fixture(scope="module")
def run(output_and_report: tuple[str, list[dict[str, Any]]]) -> dict[str, tuple[str, str]]:
    """Each scenario's outcome and what its steps say of their failure."""
    _, report = output_and_report
    scenarios = [scenario for feature in report for scenario in feature["elements"]]
    return {scenario["name"]: (scenario["status"], said(scenario)) for scenario in scenarios}


def said(scenario: dict[str, Any]) -> str:
    messages = [step["result"].get("error_message", "") for step in scenario["steps"] if "result" in step]
    return "\n".join("\n".join(words) if isinstance(words, list) else words for words in messages).strip()


@pytest.mark.parametrize(
    "scenario",
    [
        "Words are read",
        "Comparisons are counted",
        "unittest's asserts are counted",
        "All of some days are days",
        "None of some days is over",
        "A module that steps import compares",
        "A text that is read through another reference",
    ],
)
def test_a_phrase_reads_its_words_and_compares(run: dict[str, tuple[str, str]], scenario: str) -> None:
    assert run[scenario] == ("passed", "")


KNOWN = ["it is {day}", "{person} moves {person}'s application to {stage}", "{person} is an admin"]


@pytest.mark.parametrize(
    ("unknown", "suggested"),
    [
        ("it was Friday 7 March 2025", ["it is {day}"]),
        ('Bella shifts Omar\'s application to "Funded"', ["{person} moves {person}'s application to {stage}"]),
        ("Omar unravels the purple jumper", []),
    ],
)
def test_only_near_phrases_are_suggested(monkeypatch: pytest.MonkeyPatch, unknown: str, suggested: list[str]) -> None:
    known = [SimpleNamespace(phrase=phrase) for phrase in KNOWN]
    monkeypatch.setattr(dictionary, "entries", lambda registry: known)
    assert [entry.phrase for entry in dictionary.nearest(unknown, StepRegistry())] == suggested


@pytest.mark.parametrize(
    ("scenario", "answers"),
    [
        (
            "A wrong word",
            ["7 March 2025 is a Friday, not a Saturday.", "Until then:\nNothing has left the system yet."],
        ),
        ("A Then before the only When fails", ["does not say what its last When brings about"]),
        ("A scenario without a Then fails", ["This scenario states no outcome: it needs a Then."]),
        ("A failure shows what happened until then", ["Until then:\n", "project.notes.tasks.announce done"]),
        ("A failed task that nobody speaks of", ["A task failed and the test did not say so", "Until then:"]),
        ("What the project has around each step", ["around: a Given was refused"]),
        ("A Then that compares nothing", ["This step checked nothing", "call timeskip.checked()"]),
        ("A Then that all of nothing would pass", ["This step checked nothing"]),
        ("A Then that none of nothing would fail", ["This step checked nothing"]),
        ("A module that steps import compares nothing", ["This step checked nothing"]),
        ("A Then that looks at nothing", ["This step checked nothing"]),
        ("A Then that anything would pass", ["This step checked nothing"]),
        ("A Then that finds nothing in nothing", ["This step checked nothing"]),
        ("An act on an empty quotation", ["A quotation of this phrase is empty, so it says nothing."]),
        ("A text that nobody reads", ["This phrase does not read the text below it"]),
        ("An assertion without words", ["assert context.story.now.year < year\n(phrases/steps/", "Until then:"]),
        ("A table that nobody reads", ["This phrase does not read the table below it"]),
    ],
)
def test_what_goes_wrong_is_explained(run: dict[str, tuple[str, str]], scenario: str, answers: list[str]) -> None:
    status, words = run[scenario]
    assert status in ("failed", "error")
    for answer in answers:
        assert answer in words
    assert "Call story." not in words


def test_a_failure_fits_on_a_screen_and_all_of_it_is_attached(
    output_and_report: tuple[str, list[dict[str, Any]]], run: dict[str, tuple[str, str]]
) -> None:
    name = "A failure that does not fit on a screen"
    _, words = run[name]
    assert "lines before, in the attachment)" in words
    assert len(words.splitlines()) < 40
    _, report = output_and_report
    (steps,) = [scenario["steps"] for feature in report for scenario in feature["elements"] if scenario["name"] == name]
    (attached,) = steps[-1]["embeddings"]
    whole = base64.b64decode(attached["data"]).decode()
    assert whole.count("project.notes.tasks.add done") == 30
    assert len(whole.splitlines()) > 30


def test_a_run_without_attachments_does_not_point_to_one() -> None:
    reason, timeline = "\n".join(map(str, range(29))), "\n".join(map(str, range(11)))
    said, _ = with_timeline(reason, timeline, is_attached=False)
    assert "(and 1 more line, which only a report keeps)" in said
    assert "(1 line before, which only a report keeps)" in said
    assert "attachment" not in said


def test_a_long_reason_is_shortened() -> None:
    said, whole = with_timeline("\n".join(map(str, range(100))), "Nothing has left the system yet.")
    assert said.splitlines()[27:29] == ["27", "(and 72 more lines, in the attachment)"]
    assert whole is not None
    assert whole.splitlines()[99] == "99"
    assert with_timeline("short", "Nothing has left the system yet.") == (
        "short\n\nUntil then:\nNothing has left the system yet.",
        None,
    )


def test_what_a_stack_lacks_is_skipped_with_its_reason(run: dict[str, tuple[str, str]]) -> None:
    assert run["Something that this stack lacks"][0] == "skipped"


def test_a_then_may_leave_its_scenario_out(run: dict[str, tuple[str, str]]) -> None:
    assert run["A Then that leaves the scenario out"] == ("skipped", "")


@pytest.mark.parametrize(
    ("scenario", "answers"),
    [
        ("Two phrases read it", ["2 phrases read this: “{word} waits”", "“Ann {word}”"]),
        (
            "An unknown phrase",
            [
                "No phrase reads “Given it was Friday 7 March 2025”.",
                "Did you mean:  Given it is {day}\n   for example: Given it is Friday 7 March 2025",
            ],
        ),
        (
            "Unknown phrases behind a failure",
            [
                "Line 45: No phrase reads “When it was Friday 14 March 2025”.\nDid you mean:  Given it is {day}",
                "Line 46: No phrase reads “Then today was 7 March 2025”.\nDid you mean:  Then today is {day}",
            ],
        ),
    ],
)
def test_a_step_that_cannot_run_is_answered(
    output_and_report: tuple[str, list[dict[str, Any]]],
    run: dict[str, tuple[str, str]],
    scenario: str,
    answers: list[str],
) -> None:
    output, _ = output_and_report
    assert run[scenario][0] not in ("passed", "skipped")
    for answer in answers:
        assert answer in output


def test_the_dictionary_is_printed() -> None:
    run = run_behave("time-machine", FEATURES, command="phrases")
    assert "{day}          Friday 7 March 2025\n               You may leave out the weekday." in run.stdout
    assert "{mood}         glad\n               one of glad, sad\n" in run.stdout
    assert "WHEN A STORY BEGINS\n\nOn 3 March 2025.\n\nWORDS" in run.stdout
    entry = "Given it is {day}\n    The story begins on a day.\n    Example: Given it is Friday 7 March 2025"
    assert entry in run.stdout


def test_steps_of_behaves_own_run_on_the_same_runner() -> None:
    run = run_behave("time-machine", "--shuffle", "7", "features/passing.feature")
    assert "Shuffled with seed 7" in run.stdout
    assert (run.returncode, "0 failed" in run.stdout) == (0, True), run.stdout + run.stderr


def test_options_beside_a_project_are_refused() -> None:
    with pytest.raises(TypeError, match="with a project it ignores begins"):
        install({}, Project(celery_app="project.celery.app"), begins="2025-03-03T09:00")


def test_a_folder_without_features() -> None:
    run = run_behave("time-machine", "nowhere", command="phrases")
    assert "nowhere/environment.py does not exist. Name the folder of the features." in run.stderr


def test_a_then_that_checks_nothing_is_allowed_aloud() -> None:
    checked = ("phrases", "--name", "A Then that compares nothing")
    allowed = run_behave("time-machine", *checked, REQUIRES_CHECKS="no")
    assert "1 scenario passed" in allowed.stdout, allowed.stdout + allowed.stderr
    assert "requires_checks=False: a Then passes although it has compared nothing." in allowed.stderr


def test_a_scenario_without_an_outcome_can_be_allowed() -> None:
    only = ("--name", "A scenario without a Then fails")
    allowed = run_behave("time-machine", "phrases", *only, REQUIRES_OUTCOME="no")
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr
    assert "1 scenario passed" in allowed.stdout


@pytest.mark.parametrize(
    ("actual", "matcher", "counts"),
    [
        ([1], has_length(1), True),
        ([], has_length(0), True),
        ({"a": 1}, has_entries(a=1), True),
        ({"a": 1}, has_entries(), False),
        (["a"], has_items("a"), True),
        (["a"], has_items(), False),
        (["a"], all_of(), False),
        ("text", contains_string("t"), True),
        ("text", contains_string(""), False),
        ("text", not_(contains_string("z")), True),
        ("", not_(contains_string("x")), False),
        ([], not_(has_item("x")), False),
        (3, equal_to(3), True),
        (3, anything(), False),
        ("text", is_(not_("other")), True),
        ("text", is_(not_none()), True),
        ("text", all_of(not_("one"), not_(contains_string("two"))), True),
        ("text", described_as("another text", not_("other")), True),
        (["a"], only_contains(not_("b")), True),
        (["a"], has_length(greater_than(0)), True),
        ("text", has_length(less_than(160)), True),
        ("text", instance_of(str), True),
        ("text", any_of(instance_of(str), none()), True),
        ("text", matches_regexp("^.+$"), True),
        ("text", matches_regexp("^.{0,160}$"), True),
        ([], not_none(), True),
        ({}, not_none(), True),
        ("", not_("other"), True),
        ("", not_(is_in(["a", "b"])), True),
        ([], not_(all_of(instance_of(list), has_item("x"))), False),
        ([], not_(any_of(has_item("x"), has_item("y"))), False),
        ([], is_(described_as("no x", not_(has_item("x")))), False),
        ([], all_of(not_(has_item("x")), not_(has_item("y"))), False),
        (["a"], is_(has_items()), False),
    ],
)
def test_what_anything_would_pass_is_no_comparison(actual: Any, matcher: Any, counts: bool) -> None:
    count_comparisons()
    before = comparisons()
    assert_that(actual, matcher)
    assert (comparisons() > before) is counts


@pytest.mark.parametrize("items", [[], [1, 2]])
def test_a_generator_without_items_has_nothing_to_compare(items: list[int]) -> None:
    count_comparisons()
    before = comparisons()
    assert_that((item for item in items), not_(has_item(3)))
    assert (comparisons() > before) is bool(items)
    with pytest.raises(AssertionError):
        assert_that((item for item in [3, *items]), not_(has_item(3)))


def test_a_matcher_that_waits_is_asked_once() -> None:
    class Waits(BaseMatcher):
        asked = 0

        def _matches(self, item: Any) -> bool:
            self.asked += 1
            return True

        def describe_to(self, description: Any) -> None: ...

    count_comparisons()
    before, matcher = comparisons(), Waits()
    assert_that(["a"], matcher)
    assert (matcher.asked, comparisons() - before) == (1, 1)


def test_a_plain_truth_is_a_comparison() -> None:
    count_comparisons()
    before = comparisons()
    assert_that(1 < 2, "one is less than two")
    assert comparisons() > before
