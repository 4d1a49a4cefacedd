"""The shards of a run are shown as one run; what is not one run is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from streams import STARTED, Definition, Outcome, Stream, attachment, broken

from living_docs.__main__ import load, main, rerun
from living_docs.dictionary import dictionary
from living_docs.messages import NotMessagesError, read
from living_docs.model import Run
from living_docs.page import page
from living_docs.summary import summary

LOANS = """
Feature: Loans
  Background:
    Given Bella is a broker
  Scenario: forward
    When she moves it
  Scenario: back
    When she moves it back
  Rule: Stages
    Scenario Outline: to <stage>
      When it is in <stage>
      Examples:
        | stage   |
        | Inquiry |
        | Review  |
"""
PEOPLE = "Feature: People\n  Scenario: in\n    When they log in\n"
FEATURES = {"features/1_a/loans.feature": LOANS, "features/1_a/people.feature": PEOPLE}
WHOLE = Stream(
    FEATURES,
    {
        "she moves it back": Outcome(
            "FAILED", "no", "AssertionError", attached=[attachment("a", "text/plain")]
        ),
        "they log in": Outcome("UNDEFINED"),
    },
    definitions=[Definition("she moves it"), Definition("she moves it back", line=2)],
    uses={"she moves it": [0], "she moves it back": [1]},
)


@pytest.fixture
def shards(tmp_path, monkeypatch):
    """Writes streams to a.ndjson, b.ndjson and so on, and returns their paths."""
    monkeypatch.chdir(tmp_path)

    def written(*streams: Stream) -> list[Path]:
        files = [Path(f"{letter}.ndjson") for letter in "abcd"[: len(streams)]]
        for file, stream in zip(files, streams, strict=True):
            file.write_text("".join(stream.lines()))
        return files

    return written


def results_of(run: Run) -> list[tuple]:
    patterns = {key: one.pattern for key, one in run.definitions.items()}
    return [
        (
            case.id,
            str(case.status),
            [
                (
                    step.text,
                    len(step.entries),
                    step.in_background,
                    [patterns[key] for key in step.definitions],
                )
                for step in case.steps
            ],
        )
        for case in run.cases
    ]


SHARES = ["forward", "back", "to ", "in"]


def test_ids_that_several_shards_use_are_kept_apart(shards):
    """Each counts its ids from 0, so that features of one form have the same ids."""
    first, second = (
        Stream({f"features/{name}.feature": f"Feature: {name}\n Scenario: {name}\n  When {name}"})
        for name in "ab"
    )
    first.outcomes["a"] = broken()
    for files in (shards(first, second), shards(second, first)):
        cases = load(*files).cases
        assert [(case.name, str(case.status)) for case in cases] == [("a", "broken"), ("b", "passed")]


def test_shards_show_what_the_whole_run_shows(shards):
    found, whole = load(*shards(*(replace(WHOLE, only=share) for share in SHARES))), WHOLE.run()
    assert len(whole.cases) == 5
    assert results_of(found) == results_of(whole)
    assert [(one.phrase, one.uses) for one in dictionary(found)] == [
        (one.phrase, one.uses) for one in dictionary(whole)
    ]


def test_the_order_of_shards_changes_nothing(shards):
    files = shards(*(replace(WHOLE, only=share) for share in SHARES))
    assert results_of(load(*files)) == results_of(load(*reversed(files)))


def test_a_shard_may_know_only_its_own_files(shards):
    loans, people = (replace(WHOLE, features={path: text}) for path, text in FEATURES.items())
    assert results_of(load(*shards(loans, people))) == results_of(WHOLE.run())


def test_a_run_takes_from_the_start_of_the_first_shard_to_the_end_of_the_last(shards):
    late = replace(WHOLE, only="forward", started=STARTED + 100)
    found = load(*shards(late, replace(WHOLE, only="in")))
    assert found.started == STARTED
    assert 100 < found.seconds < 101


def ended(file: Path, **said) -> None:
    *others, last = file.read_text().splitlines()
    told = json.loads(last)
    told["testRunFinished"] |= said
    file.write_text("\n".join([*others, json.dumps(told)]))


def test_a_run_succeeds_if_each_shard_does(shards):
    files = shards(replace(WHOLE, only="forward"), replace(WHOLE, only="in"))
    assert load(*files).success
    ended(files[1], success=False, message="It is dark.")
    assert (load(*files).success, load(*files).message) == (False, "It is dark.")


def test_a_shard_that_was_cut_off_leaves_the_run_unfinished(shards):
    files = shards(replace(WHOLE, only="forward"), replace(WHOLE, only="in", cut_off=True))
    assert not load(*files).finished


def test_troubles_of_each_shard_are_shown(shards):
    wrong = replace(WHOLE, only="in", run_hooks=[Outcome("FAILED", "It is dark.", hook="before_all")])
    files = shards(replace(WHOLE, only="forward"), wrong)
    for file in files:
        error = {"parseError": {"source": {"uri": "features/bad.feature"}, "message": "expected: #EOF"}}
        file.write_text(file.read_text() + json.dumps(error) + "\n")
    found = load(*files)
    assert [one.message for one in found.troubles] == ["It is dark."]
    assert found.unreadable == [("features/bad.feature", "expected: #EOF")]


def refused(*files: Path, whole: bool = False) -> str:
    with pytest.raises(NotMessagesError) as error:
        load(*files, whole=whole)
    return str(error.value)


@pytest.mark.parametrize("order", [1, -1])
def test_a_scenario_that_ran_twice_is_not_shown_by_one_of_its_results(shards, order):
    passed = replace(WHOLE, outcomes={}, only="back")
    assert refused(*shards(WHOLE, passed)[::order]).endswith(
        "ndjson are not shards of one run: both ran “back” of features/1_a/loans.feature."
    )


def test_a_row_of_an_outline_that_ran_twice_is_refused(shards):
    assert "both ran “to Review”" in refused(
        *shards(replace(WHOLE, only="to Review"), replace(WHOLE, only="Re"))
    )


def commit(revision: str) -> dict:
    return {"ci": {"name": "CI", "git": {"remote": "https://example.com/x", "revision": revision}}}


def test_two_runs_of_unknown_commits_are_refused(shards):
    first, second = (replace(WHOLE, only=share, run_id=share) for share in ("forward", "in"))
    said = refused(*shards(first, second))
    assert said.startswith("a.ndjson and b.ndjson are not known to be one run: they have neither a run id")
    assert "BEHAVE_RUN_ID" in said


def test_a_number_as_the_id_of_a_run_proves_nothing(shards):
    first, second = (replace(WHOLE, only=share, run_id="5") for share in ("forward", "in"))
    assert "are not known to be one run" in refused(*shards(first, second))


def test_two_runs_of_one_commit_are_one(shards):
    first, second = (
        replace(WHOLE, only=share, run_id=share, meta=commit("abc")) for share in ("forward", "in")
    )
    assert len(load(*shards(first, second)).cases) == 2


def test_runs_of_two_commits_are_refused(shards):
    first, second = (
        replace(WHOLE, only=share, run_id=share, meta=commit(f"{share}-and-more"))
        for share in ("forward", "in")
    )
    assert refused(*shards(first, second)) == (
        "a.ndjson and b.ndjson are not one run: one is of commit forward-an, the other of in-and-mor."
    )


def test_files_that_differ_from_shard_to_shard_are_refused(shards):
    other = {**FEATURES, "features/1_a/loans.feature": LOANS.replace("she moves it back", "she goes")}
    said = refused(*shards(replace(WHOLE, only="forward"), replace(WHOLE, features=other, only="in")))
    assert said == "features/1_a/loans.feature is not the same file in a.ndjson and b.ndjson."


def test_two_runs_in_one_file_are_refused(shards):
    (file,) = shards(WHOLE)
    lines = WHOLE.lines()
    file.write_text("".join([*lines, *replace(WHOLE, outcomes={}).lines()]))
    assert refused(file) == (
        f"a.ndjson: Line {len(lines) + 1} begins another run. "
        "Pass the messages of each shard as a file of its own."
    )


def test_a_second_start_in_one_stream_is_another_run():
    lines = WHOLE.lines()
    start = next(line for line in lines if "testRunStarted" in line)
    with pytest.raises(NotMessagesError, match="begins another run"):
        read([*lines, start])


def test_a_file_that_is_named_twice_is_refused(shards):
    (file,) = shards(WHOLE)
    assert refused(file, file) == "a.ndjson is named twice."


def test_a_shard_that_names_what_is_not_there_is_refused(shards):
    files = shards(replace(WHOLE, only="forward"), replace(WHOLE, only="in"))
    files[1].write_text("".join(one for one in files[1].open() if not one.startswith('{"testCase"')))
    assert "name something that is not there" in refused(*files)


def dealt(number: int, count: int = 2, deal: str = "3fa9c1", **changes) -> Stream:
    """A shard that says which of how many it is."""
    said = json.dumps({"shard": number, "of": count, "deal": deal})
    told = attachment(said, "application/json; profile=shard")
    return replace(WHOLE, attached=[told], only=("forward", "back", "in")[number - 1], **changes)


def test_shards_of_one_deal_are_one_run(shards):
    assert len(load(*shards(dealt(1), dealt(2))).cases) == 2


def test_a_run_without_one_of_its_shards_is_refused(shards):
    files = shards(dealt(1, 3), dealt(3, 3))
    assert refused(*files) == "The run has 3 shards. Missing: 2."


def test_a_shard_alone_is_shown_as_what_one_machine_ran(shards):
    run = load(*shards(dealt(1, 3)))
    said = "This is shard 1 of 3. The scenarios of the other shards are left out."
    assert len(run.cases) == 1
    assert said in page(run, title="Loans")
    assert said in summary(run, title="Loans", page="page.html")


def test_a_shard_alone_is_no_whole_run(shards, capsys):
    (file,) = shards(dealt(1, 3))
    assert refused(file, whole=True) == "The run has 3 shards. Missing: 2, 3."
    assert main([str(file), "--whole", "--page", "page.html", "--history", "history"]) == 2
    assert not Path("page.html").exists()
    assert not Path("history").exists()


def test_a_file_that_is_no_shard_or_the_only_one_is_a_whole_run(shards):
    assert len(load(*shards(dealt(1, 1)), whole=True).cases) == 1
    assert results_of(load(*shards(WHOLE), whole=True)) == results_of(WHOLE.run())


def test_a_run_that_is_whole_leaves_nothing_out(shards):
    assert load(*shards(dealt(1), dealt(2))).left_out == []
    assert load(*shards(dealt(1, 1))).left_out == []


def test_shards_that_were_dealt_differently_are_refused(shards):
    said = refused(*shards(dealt(1), dealt(2, deal="77ab00")))
    assert said.startswith("a.ndjson and b.ndjson are shards of two deals")


def test_a_shard_that_cannot_be_read_is_not_checked(shards):
    odd = replace(WHOLE, only="in", attached=[attachment("[]", "application/json; profile=shard")])
    assert len(load(*shards(replace(WHOLE, only="forward"), odd)).cases) == 2


def test_the_command_takes_several_files(shards, capsys):
    files = shards(replace(WHOLE, only="back"), replace(WHOLE, only="in"))
    assert main([*map(str, files), "--page", "page.html"]) == 0
    assert "1 broken and 1 not built yet, of 2 scenarios." in Path("page.html").read_text(encoding="utf-8")
    assert main([*map(str, files), "--page", "page.html", "--since", "a.ndjson", "--since", "b.ndjson"]) == 0
    assert 'id="changes"' in Path("page.html").read_text(encoding="utf-8")
    assert rerun(load(*files), Path("rerun.txt")).splitlines()[1:] == [
        "features/1_a/loans.feature:7",
        "features/1_a/people.feature:2",
    ]


def test_the_command_writes_no_page_of_what_is_not_one_run(shards, capsys):
    first, second = (replace(WHOLE, only=share, run_id=share) for share in ("forward", "in"))
    assert main([*map(str, shards(first, second)), "--page", "page.html"]) == 2
    assert capsys.readouterr().err.startswith(
        "living-docs: a.ndjson and b.ndjson are not known to be one run"
    )
    assert not Path("page.html").exists()
