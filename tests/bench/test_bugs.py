"""The bugs of bench/bugs still apply to the code, so that its table can be made again."""

import ast
from pathlib import Path

import pytest

from bench.bugs import table
from bench.bugs.__main__ import BUGS, chosen
from bench.bugs.bug import Bug, DoesNotApplyError
from bench.bugs.explored import BEGINNING
from bench.bugs.listener import ENDED
from bench.bugs.run import NOBODY, _in_order, features_speak, scratch_copy
from bench.trees import ROOT
from features.acts import EXPLORATION


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_bug_applies_to_the_code(bug):
    code = (ROOT / bug.file).read_text()
    changed = bug.applied(code)
    assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(code))
    for name in bug.first():
        assert (ROOT / "features" / f"{name}.feature").is_file()


def test_every_bug_has_a_theme_of_the_explorer():
    assert {bug.theme for bug in BUGS} <= {theme.name for theme in EXPLORATION.themes}


def test_there_are_nine_bugs_and_twenty_more_in_every_chapter():
    assert len({bug.name for bug in BUGS}) == len(BUGS) == 29
    chapters = {path.name for path in (ROOT / "features").glob("0*_*")}
    assert {bug.chapter for bug in BUGS} == chapters


def bug_in(file: str) -> Bug:
    return Bug(
        name="two is three", chapter="06_payments", theme="payments", told="took two for three", file=file,
        text="two", instead="three", begin=("suspense",),
    )  # fmt: skip


@pytest.mark.parametrize("code", ["", "two two"])
def test_a_bug_whose_text_is_not_there_once_does_not_apply(code):
    with pytest.raises(DoesNotApplyError, match=f"{code.count('two')} times"):
        bug_in("a.py").applied(code)


def test_a_bug_is_taken_out_again(tmp_path):
    (tmp_path / "a.py").write_text("two")
    with bug_in("a.py").put_in(tmp_path):
        assert (tmp_path / "a.py").read_text() == "three"
    assert (tmp_path / "a.py").read_text() == "two"


def test_what_tells_of_the_bug_runs_first(tmp_path):
    for name in ("01_a/x", "06_payments/a", "06_payments/suspense"):
        path = tmp_path / "features" / f"{name}.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    order = [Path(path).stem for path in _in_order(bug_in("a.py"), tmp_path)]
    assert order == ["suspense", "a", "x"]


def test_who_spoke_is_read_of_a_run(tmp_path, monkeypatch):
    said = {"features": "suspense:12", ENDED: True}

    def runs(command, tree, **options):
        (tmp_path / "heard.json").write_text(str(said).replace("'", '"').replace("True", "true"))
        return ""

    monkeypatch.setattr("bench.bugs.run._run", runs)
    columns = {"features", "invariants"}
    heard = features_speak(bug_in("a.py"), tmp_path, columns=columns, seconds=9)
    assert heard == {"features": "suspense:12", "invariants": NOBODY}
    del said[ENDED]
    heard = features_speak(bug_in("a.py"), tmp_path, columns=columns, seconds=9)
    assert heard == {"features": "suspense:12", "invariants": "not in 9 s"}


def test_a_bug_that_breaks_a_beginning_is_found():
    said = (
        "The beginning of “digests” fails: Nothing is in two digests. "
        "(invariant in features/invariants/digests.py) Not so after this step:\n"
    )
    assert BEGINNING.search(said)["title"] == "Nothing is in two digests"


def test_the_table_has_what_was_heard(tmp_path, monkeypatch):
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n{table.BEGINS}old\n{table.ENDS}After.\n")
    monkeypatch.setattr(table, "README", readme)
    monkeypatch.setattr(table, "FOUND", tmp_path / "found.json")
    bug = bug_in("a.py")
    table.keep(bug, {"features": "suspense:12"}, [bug])
    table.keep(bug, {"invariants": NOBODY}, [bug])
    written = readme.read_text()
    assert (
        "| two is three | 06 | took two for three | suspense:12 | – | not run | not run | not run |"
        in written
    )
    assert written.startswith("Before.")
    assert written.endswith("After.\n")
    assert "old" not in written


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ({"depth2": "Money pays the oldest first"}, "already with 2 acts"),
        ({"depth2": "Money pays the oldest first", "depth3": "A move is made by"}, "A move is made by"),
        ({"depth2": f"{NOBODY} (275 stories)"}, table.NOT_RUN),
        ({"depth2": "not in 600 s"}, table.NOT_RUN),
        ({"features": "suspense:12"}, table.NOT_RUN),
    ],
)
def test_stories_of_three_acts_find_what_those_of_two_find(said, cell):
    bug = bug_in("a.py")
    *_, row = table.table([bug], {bug.name: said}).splitlines()
    assert row.split(" | ")[-2] == cell


def test_the_readme_has_the_table_of_what_was_found():
    assert table.table(BUGS, table.found()) in table.README.read_text()


def test_bugs_are_chosen_by_words_of_their_names():
    assert [bug.name for bug in chosen(["pause ends"])] == ["a pause ends a day early"]
    with pytest.raises(SystemExit, match="No bug is called so"):
        chosen(["no such"])


def test_a_bug_is_found_by_a_feature_and_by_an_invariant():
    (bug,) = chosen(["arrears count from the newest"])
    with scratch_copy() as tree, bug.put_in(tree):
        heard = features_speak(bug, tree, columns={"features", "invariants"}, seconds=60)
    assert heard["features"].startswith("arrears:")
    assert heard["invariants"].startswith("count_from_the_oldest (arrears:")
