"""`manage.py behave --retell` and `--books`: which scenarios leave other books, and what the run says of it."""

import json
from pathlib import Path

import pytest

pytest.importorskip("behave_django")

from test_behave import run_behave

pytestmark = pytest.mark.processes

NAMED = {"TIMESKIP_NAMES_PROJECT": "yes"}


def test_what_differs_fails_its_scenario_and_what_may_differ_is_listed(tmp_path: Path) -> None:
    junit = ("--junit", "--junit-directory", str(tmp_path))
    run = run_behave("time-machine", "--retell", "delivered-twice,worker-dies", *junit, "retold", **NAMED)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "“Noted without care”, told otherwise, leaves other books:" in run.stdout
    assert "delivered-twice: notes: added: text=x" in run.stdout
    assert "delivered-twice: the step “Then there is one note” fails" in run.stdout
    assert "“Claimed with care”, told otherwise" not in run.stdout
    assert "May differ, 1 time: notes: rows may be added (“Diary”): A diary may stutter." in run.stdout
    assert "Not retold, 1 time: delivered-twice: It is about a failure." in run.stdout
    assert "Retold 4 scenarios" in run.stdout
    (report,) = tmp_path.glob("TESTS-*.xml")
    assert "delivered-twice: notes: added: text=x" in report.read_text()
    # As they were told plainly.
    assert "9 steps passed, 0 failed" in run.stdout


def test_a_scenario_that_leaves_the_same_books_passes() -> None:
    run = run_behave("time-machine", "--retell", "all", "--name", "Claimed with care", "retold", **NAMED)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 leave other books" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "answer"),
    [
        (["--retell", "rivals"], NAMED, "--retell takes 'all' or some of"),
        (["--retell", "all", "--parallel", "2"], NAMED, "not with --parallel or --books"),
        (["--retell", ""], NAMED, "--retell takes 'all' or some of"),
        (["--books", ""], NAMED, "--books takes a file."),
        (["--retell", "all", "-D", "points=few"], NAMED, "-D points= takes a number from 1 or 'all'"),
        (["--retell", "all", "-D", "points=0"], NAMED, "-D points= takes a number from 1 or 'all'"),
        (["--retell", "all", "--stack", "real"], NAMED, "--retell needs one process"),
        (["--retell", "all"], {}, "need Project(retelling="),
    ],
)
def test_what_cannot_be_is_answered(arguments: list[str], environment: dict[str, str], answer: str) -> None:
    run = run_behave("time-machine", *arguments, "retold", **environment)
    assert run.returncode != 0
    assert answer in run.stdout + run.stderr


def test_two_runs_leave_books_that_are_compared(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.ndjson", "two.ndjson")]
    for file, more in zip(files, ([], ["--parallel", "2"]), strict=True):
        run = run_behave("time-machine", "--books", str(file), *more, "retold", **NAMED)
        assert run.returncode == 0, run.stdout + run.stderr
    compare = ("--way", "postgres", *map(str, files))
    run = run_behave("time-machine", *compare, command="compare_books", **NAMED)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Compared 4 scenarios; 0 differ, and 0 are in one file alone." in run.stdout
    lines = [json.loads(line) for line in files[1].read_text().splitlines()]
    for _, left in lines:
        left["notes"].append({"text": "z"})
    files[1].write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    run = run_behave("time-machine", *compare, command="compare_books", **NAMED)
    assert run.returncode != 0
    assert "notes: added: text=z" in run.stdout


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (None, "No such file or directory"),
        ('["Ann pays", {}]\n5', "two.ndjson, line 2, is not what `manage.py behave --books` writes."),
        ('["Ann pays", {"notes": [{"text": "x"}]}]', "CommandError: 1 scenario left other books."),
    ],
)
def test_what_cannot_be_compared_or_differs_is_said(tmp_path: Path, written: str | None, answer: str) -> None:
    files = [tmp_path / name for name in ("one.ndjson", "two.ndjson")]
    files[0].write_text('["Ann pays", {}]')
    if written:
        files[1].write_text(written)
    run = run_behave("time-machine", "--way", "postgres", *map(str, files), command="compare_books", **NAMED)
    assert run.returncode == 1
    assert answer in run.stderr
    assert "Traceback" not in run.stderr


def test_the_ways_and_what_may_differ_are_a_page() -> None:
    page = run_behave("time-machine", command="ways", **NAMED).stdout
    assert "| delivered-twice | Every task's message is delivered twice. |" in page
    assert "| delivered-* | notes: rows may be added (“Diary”) | A diary may stutter. |" in page
    assert "| every way | … fails on purpose … | It is about a failure. |" in page
