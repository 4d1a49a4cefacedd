"""The history says since when a scenario is broken, and what is flaky; it keeps a line a scenario and run."""

import json

import pytest
from streams import STARTED, Outcome, Stream, broken

from living_docs.__main__ import main
from living_docs.history import KEPT, earlier_runs, history_of, record
from living_docs.model import Status
from living_docs.plots import BARS, plot
from living_docs.trends import RECENT

DAY = 86_400
TEXT = """
Feature: Moves
  Scenario: forward
    When forward
  Scenario: back
    When back
"""
FORWARD = "f/moves/forward"


def run(day: int = 0, outcome: Outcome | list[Outcome] | None = None, text: str = TEXT, **options):
    outcomes = {"forward": outcome} if outcome else {}
    return Stream({"f/moves.feature": text}, outcomes, started=STARTED + day * DAY, **options).run()


def past(folder, now, **options):
    """The history of a folder that ends with a run."""
    return history_of(earlier_runs(folder, now), now, **options)


def trend_of(folder, *outcomes: Outcome | list[Outcome] | None, revisions: str = ""):
    """The trend of a scenario after a run a day, each at a revision of one letter."""
    revisions = revisions or "".join(chr(ord("a") + day) for day in range(len(outcomes)))
    for day, (outcome, revision) in enumerate(zip(outcomes, revisions, strict=True)):
        record(folder, run(day, outcome), revision=revision)
    last = run(len(outcomes) - 1, outcomes[-1])
    return past(folder, last, revision=revisions[-1]).trends[FORWARD]


def test_a_run_is_a_file_and_a_scenario_a_line(tmp_path):
    record(tmp_path, run(outcome=broken()), revision="abc")
    (file,) = tmp_path.iterdir()
    head, *lines = map(json.loads, file.read_text().splitlines())
    assert head["revision"] == "abc"
    assert [(line["scenario"], line["status"]) for line in lines] == [
        (FORWARD, "broken"),
        ("f/moves/back", "passed"),
    ]


def test_the_same_run_is_kept_once(tmp_path):
    for _ in range(2):
        record(tmp_path, run())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_run_on_record_keeps_its_revision(tmp_path):
    """Somebody writes the page of an older run again, after a commit."""
    record(tmp_path, run(outcome=broken()))
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    told = record(tmp_path, run(outcome=broken()), revision="new")
    assert file.read_bytes() == before
    assert told == ""
    record(tmp_path, run(1), revision="new")
    assert past(tmp_path, run(2), revision="new").trends[FORWARD].flaky is None


def test_the_page_names_the_revision_on_record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    record(tmp_path / "history", run())
    stream = Stream({"f/moves.feature": TEXT}, started=STARTED + DAY)
    (tmp_path / "messages.ndjson").write_text("".join(stream.lines()))
    for revision in ("f00d", "beef"):
        assert main(["messages.ndjson", "--history", "history", "--revision", revision]) == 0
        html = (tmp_path / "acceptance.html").read_text(encoding="utf-8")
        assert "<td>f00d</td>" in html
        assert "<td>beef</td>" not in html


def test_a_run_that_was_cut_off_is_not_kept(tmp_path):
    record(tmp_path, run(cut_off=True))
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_files_are_deleted(tmp_path):
    for day in range(KEPT + 2):
        record(tmp_path, run(day))
    assert len(list(tmp_path.iterdir())) == KEPT
    assert len(past(tmp_path, run(KEPT + 1)).runs) == KEPT


def test_files_of_others_stay(tmp_path):
    others = [tmp_path / "2000.ndjson", tmp_path / "0-messages.ndjson"]
    for file in others:
        file.write_text("mine")
    for day in range(KEPT + 2):
        record(tmp_path, run(day))
    assert [file.read_text() for file in others] == ["mine", "mine"]
    assert len(list(tmp_path.iterdir())) == KEPT + len(others)


def test_since_when_it_is_broken(tmp_path):
    found = trend_of(tmp_path, None, broken(), None, broken(), broken()).broken
    assert (found.first.revision, found.runs, found.passed.revision) == ("d", 2, "c")


def test_broken_in_every_run_on_record(tmp_path):
    found = trend_of(tmp_path, broken(), broken()).broken
    assert (found.first.revision, found.runs, found.passed) == ("a", 2, None)


@pytest.mark.parametrize("outcome", [None, Outcome("SKIPPED"), Outcome("PENDING")])
def test_what_is_not_broken_is_broken_since_never(tmp_path, outcome):
    assert trend_of(tmp_path, broken(), outcome).broken is None


def test_runs_without_the_scenario_are_passed_over(tmp_path):
    record(tmp_path, run(0, broken()), revision="a")
    record(tmp_path, run(1, only="back"), revision="b")
    assert past(tmp_path, run(2, broken())).trends[FORWARD].broken.runs == 2


def test_both_ways_at_one_commit_is_flaky(tmp_path):
    found = trend_of(tmp_path, None, broken(), None, revisions="xxx").flaky
    assert (found.revision, found.passed, found.broken) == ("x", 2, 1)


@pytest.mark.parametrize(
    ("outcomes", "revisions"),
    [
        ((None, broken(), None), "abc"),
        ((None, None), "xx"),
        ((broken(), broken()), "xx"),
        ((None, Outcome("SKIPPED")), "xx"),
    ],
)
def test_one_way_at_each_commit_is_not_flaky(tmp_path, outcomes, revisions):
    assert trend_of(tmp_path, *outcomes, revisions=revisions).flaky is None


def test_without_a_commit_nothing_is_flaky(tmp_path):
    for day, outcome in enumerate((None, broken())):
        record(tmp_path, run(day, outcome))
    assert past(tmp_path, run(2)).trends[FORWARD].flaky is None


def test_what_passes_at_a_later_attempt_is_flaky(tmp_path):
    assert trend_of(tmp_path, [broken(), Outcome()]).flaky.passed == 1


def test_a_mended_scenario_is_cleared_after_some_runs(tmp_path):
    outcomes = [broken(), None, *[None] * RECENT]
    assert trend_of(tmp_path, *outcomes, revisions="xx" + "y" * RECENT).flaky is None


def test_the_revision_of_the_build_server_counts(tmp_path):
    meta = {"ci": {"name": "x", "git": {"remote": "", "revision": "f00"}}}
    assert past(tmp_path, run(meta=meta)).runs[-1].revision == "f00"


def test_a_run_is_told_its_past_and_not_its_future(tmp_path):
    for day in range(3):
        record(tmp_path, run(day))
    assert len(past(tmp_path, run(1)).runs) == 2


def test_history_goes_on_under_another_title(tmp_path):
    onward = TEXT.replace("Scenario: forward", "Scenario: onward")
    record(tmp_path, run(0, broken()))
    renamed = {"f/moves/onward": FORWARD}
    record(tmp_path, run(1, broken(), onward), renamed=renamed)
    assert past(tmp_path, run(1, broken(), onward), renamed=renamed).trends["f/moves/onward"].broken.runs == 2
    assert past(tmp_path, run(2, broken(), onward)).trends["f/moves/onward"].broken.runs == 3


HEAD = '{"run": "2000-01-01T00:00:00+00:00", "revision": 7, "status": "passed", "seconds": 1}\n'
ODD = [
    *("", "oops", "[1]\n[2]", '{"run": 1}', "\xff"),
    HEAD.replace("1}", "NaN}"),
    HEAD.replace("1}", f"1{'0' * 400}}}"),
    HEAD.replace("2000-01-01T00:00:00+00:00", "0001-01-01T00:00:00+23:00"),
    HEAD + '{"scenario": "f/moves/forward", "status": "odd", "seconds": 1}',
    HEAD + '{"scenario": "f/moves/forward", "status": "broken", "seconds": NaN}',
]


@pytest.mark.parametrize("content", ODD)
def test_a_file_that_cannot_be_read_costs_only_itself(tmp_path, content):
    record(tmp_path, run(0, broken()))
    (tmp_path / "2000-01-01T00-00-00.000000Z.ndjson").write_bytes(content.encode("latin-1"))
    assert past(tmp_path, run(1, broken())).trends[FORWARD].broken.runs == 2


def test_an_odd_name_in_a_file_is_no_trouble(tmp_path):
    line = '{"scenario": "f/moves/forward", "status": "broken", "seconds": 1, "was": ["x"]}'
    (tmp_path / "2000-01-01T00-00-00.000000Z.ndjson").write_text(HEAD + line)
    found = past(tmp_path, run(1, broken()))
    assert found.trends[FORWARD].broken.runs == 2
    assert found.runs[0].revision == "7"


def test_how_its_time_went(tmp_path):
    trend = trend_of(tmp_path, *(Outcome(seconds=seconds) for seconds in (1, 2, 4)))
    assert trend.usual == pytest.approx(2, abs=0.01)
    drawn = plot(trend.points)
    assert drawn.paths == {Status.PASSED: "M3 24V18M9 24V12M15 24V0"}
    assert drawn.words == "The last 3 runs: 3 passed; 1.0 s to 4.0 s"


def test_a_broken_run_has_a_bar_of_its_own_colour(tmp_path):
    drawn = plot(trend_of(tmp_path, None, broken()).points)
    assert set(drawn.paths) == {Status.PASSED, Status.BROKEN}


def test_one_run_is_no_plot_and_many_are_cut(tmp_path):
    assert plot(trend_of(tmp_path, None).points) is None
    drawn = plot(trend_of(tmp_path / "many", *[None] * (BARS + 5)).points)
    assert drawn.paths[Status.PASSED].count("M") == BARS


def test_the_command_records_a_run_and_shows_what_it_knows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for day in range(3):
        outcomes = {"forward": broken()} if day else {}
        stream = Stream({"f/moves.feature": TEXT}, outcomes, started=STARTED + day * DAY)
        (tmp_path / "messages.ndjson").write_text("".join(stream.lines()))
        options = ["--history", "history", "--revision", "abcdef0123456789", "--summary", "summary.md"]
        assert main(["messages.ndjson", *options]) == 0
    html = (tmp_path / "acceptance.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "history").iterdir())) == 3
    assert "Broken since the run of " in html
    assert "in 2 runs. It last passed on " in html
    flaky = "At commit abcdef0123 it passed once and broke twice."
    assert flaky in html
    told = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert f"- [forward](acceptance.html#f/moves/forward). {flaky}\n" in told
    assert html.count("<title>The last 3 runs: ") == 3


def test_without_a_folder_there_is_no_history(tmp_path):
    html = Stream({"f/moves.feature": TEXT}).page()
    assert '<svg class="plot"' not in html
    assert "Flaky" not in html
