"""`python -m living_docs`: what it writes, and what it says where it cannot."""

import re

import pytest
from behave.runner_util import FeatureListParser, collect_feature_locations
from streams import Outcome, Stream, broken

from living_docs.__main__ import load, main, rerun

FEATURES = {
    "features/1_a/moves.feature": (
        "Feature: Moves\n Scenario: forward\n  When a\n Scenario: back\n  When b\n"
        " Scenario Outline: many\n  When <n>\n  Examples:\n   | n |\n   | 1 |\n   | 2 |\n"
    ),
    "features/2_b/moves.feature": "Feature: Others\n Scenario: onward\n  When c\n",
}
WRONG = {"b": broken(), "2": Outcome("UNDEFINED"), "c": Outcome("SKIPPED")}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project's folder, with its features and the messages of a run."""
    monkeypatch.chdir(tmp_path)
    for path, text in FEATURES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "messages.ndjson").write_text("".join(Stream(FEATURES, WRONG).lines()))
    return tmp_path


def run(*arguments: str) -> int:
    return main(["messages.ndjson", "--page", "reports/page.html", *arguments])


def test_everything_is_written_where_it_is_asked_for(folder, capsys):
    assert run("--summary", "reports/summary.md", "--rerun", "reports/rerun.txt", "--title", "Loans") == 0
    assert capsys.readouterr().out == "The living documentation is in reports/page.html.\n"
    assert "<title>Loans: 1 broken and 1 not built yet, of 4 scenarios.</title>" in (
        folder / "reports/page.html"
    ).read_text(encoding="utf-8")
    assert "[The whole page](page.html)" in (folder / "reports/summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--page", "--summary", "--rerun", "--wordings", "--history"])
def test_what_cannot_be_written_is_said(folder, capsys, option):
    (folder / "file").touch()
    assert run(option, "file/below") == 2
    said = capsys.readouterr()
    assert said.err.startswith("living-docs: ")
    assert "file" in said.err
    assert said.out == ""


def test_the_summary_links_to_where_the_page_will_be(folder):
    run("--summary", "summary.md", "--link", "https://ci.example.com/1/page.html")
    assert "[The whole page](https://ci.example.com/1/page.html)" in (folder / "summary.md").read_text()


def test_behave_runs_again_what_did_not_pass(folder, monkeypatch):
    run("--rerun", "reports/rerun.txt")
    assert (folder / "reports/rerun.txt").read_text() == (
        "# Scenarios that did not pass.\n../features/1_a/moves.feature:4\n../features/1_a/moves.feature:11\n"
    )
    expected = [("features/1_a/moves.feature", 4), ("features/1_a/moves.feature", 11)]
    found = FeatureListParser.parse_file("@reports/rerun.txt")
    assert [(one.filename, one.line) for one in found] == expected
    assert [(one.filename, one.line) for one in collect_feature_locations(["@reports/rerun.txt"])] == expected


def test_of_a_green_run_there_is_nothing_to_run_again(folder):
    text = rerun(Stream(FEATURES).run(), folder / "rerun.txt")
    assert FeatureListParser.parse(text, ".") == []


def test_what_changed_is_told_where_there_was_a_run_before(folder):
    (folder / "before.ndjson").write_text("".join(Stream(FEATURES).lines()))
    assert run("--since", "before.ndjson") == 0
    assert 'id="changes"' in (folder / "reports/page.html").read_text(encoding="utf-8")


def test_no_run_before_is_passed_over(folder):
    assert run("--since", "nowhere.ndjson") == 0
    assert 'id="changes"' not in (folder / "reports/page.html").read_text(encoding="utf-8")


def test_a_run_before_that_is_none_keeps_no_page_from_being_made(folder, capsys):
    (folder / "before.ndjson").write_text("oops\noops\n")
    assert run("--since", "before.ndjson") == 0
    assert (
        "living-docs: nothing to compare with. before.ndjson: Line 1 is no message" in capsys.readouterr().err
    )
    assert 'id="changes"' not in (folder / "reports/page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, r"living-docs: .*No such file or directory: 'messages.ndjson'\n"),
        (b"", r"living-docs: messages.ndjson: There is no testRunStarted: .*\n"),
        (b"\xff\xfe\x00\n\x00", r"living-docs: messages.ndjson: Line 1 is no message of Cucumber's: .*\n"),
    ],
)
def test_without_messages_it_says_why(folder, capsys, content, said):
    (folder / "messages.ndjson").unlink()
    if content is not None:
        (folder / "messages.ndjson").write_bytes(content)
    assert run() == 2
    assert re.fullmatch(said, capsys.readouterr().err)
    assert not (folder / "reports").exists()


def test_a_run_that_was_cut_off_within_a_character_is_read(folder):
    file = folder / "messages.ndjson"
    file.write_bytes(file.read_bytes() + '{"attachment": "ü'.encode()[:-1])
    assert load(file).finished


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(folder):
    run()
    page = (folder / "reports/page.html").read_bytes()
    messages = folder / "messages.ndjson"
    messages.write_bytes(b"\xef\xbb\xbf" + messages.read_bytes().replace(b"\n", b"\r\n"))
    run()
    assert (folder / "reports/page.html").read_bytes() == page


def test_the_same_messages_make_the_same_page_at_any_time(folder, monkeypatch):
    pages = []
    for now in (1_000_000_000, 2_000_000_000):
        monkeypatch.setattr("time.time", lambda now=now: now)
        run()
        pages.append((folder / "reports/page.html").read_bytes())
    assert pages[0] == pages[1]
