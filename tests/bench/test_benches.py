"""Each benchmark runs to its end, on as little work as it takes; `make reliability` is run by itself."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction

from applications import tasks
from applications.models import BankFile
from bench.before_and_after import common_scenario
from bench.processor_time import FailedError
from bench.scale import book
from bench.scale.__main__ import WORKS
from bench.trees import ROOT, GitError, before_and_after, commit_of, shared
from bench.workspace import pages
from bench.workspace.__main__ import _say
from features.drivers.factories import UserFactory
from tests.patience import LONGEST
from tests.rows import row

BELL = "features/07_live_updates/the_bell.feature"
# One scenario of it, and another.
ONE, TWO = f"{BELL}:17", f"{BELL}:23"
SCENARIO = """\
Feature: The bell

  Scenario: A move
    Given {opens}
    When Bella moves Omar's application
    Then Bella sees it live
"""


# Module → its smallest run, and a line that it prints at the end.
SMALLEST = {
    "bench.documents": (["--pages", "1"], r"^repayment_schedule +1 +9 "),
    "bench.living_docs": ([ONE, "--rounds", "1"], r"^Messages and page add "),
    "bench.invariants": ([ONE, "--rounds", "1"], r"^Invariants add -?\d+\.\d %, the median of 1 rounds"),
    "bench.explore": (["payments", "--depth", "1", "--rounds", "1"], r"^payments: \d+\.\d stories a second"),
    "bench.before_and_after": (
        ["--before", "HEAD", "--rounds", "1", "--copies", "2"],
        r"^ratio: -?\d+\.\d\d, the median of 1 rounds",
    ),
    "bench.first_step": (["--before", "HEAD", "--rounds", "1"], r"^the whole run, processor "),
    "bench.demo_year": (
        ["--before", "HEAD", "--rounds", "1", "--months", "1", "--applications", "1"],
        r"^peak memory, MiB +\d+\.\d +\d+\.\d +\d\.\d\d$",
    ),
    "bench.ways": (["--rounds", "1", "--repetitions", "3"], r"^behave-django, its default runner "),
    "bench.scale.year": (
        ["--loans", "2", "--days", "1", "--empty-days", "1"],
        r"^the same \d+ tasks called in a loop",
    ),
    "bench.scale.days": (
        ["--before", "HEAD", "--rounds", "1", "--days", "1", "--loans", "2"],
        r"^1 days of the calendar, s ",
    ),
    "bench.workspace": (
        ["--months", "1", "--applications", "1", "--rounds", "1"],
        r"^preferences, borrower +\d+\.\d ms ",
    ),
    "bench.parallel": ([ONE, TWO, "--rounds", "1"], r"^\| 8 \| \d+\.\d s \| \d+\.\d\d × \|$"),
    "bench.stacks": (["--rounds", "1", "--stacks", "embedded", "--", ONE], r"^\| embedded \|.* 1\.00 × "),
    "bench.processes": (
        ["--before", "HEAD", "--rounds", "1", "--stack", "embedded", "--", ONE],
        r"^\| on the clock \| \d+\.\d \| \d+\.\d \|$",
    ),
    "bench.sockets": (["--rounds", "1", "--counts", "2"], r"^\| opened a second, 2 "),
    "bench.sockets.pushes": (
        ["--before", "HEAD", "--rounds", "1", "--people", "2"],
        r"^\| time of a push in the web process, 99th percentile, ms ",
    ),
    "bench.sockets.fairness": (
        ["--rounds", "1", "--seconds", "1", "--kinds", "steady"],
        r"^“socket.send\(\) raised exception” in the server's log: 0$",
    ),
}
IN_THIS_PROCESS = {"bench.scale"}
# With more to look at than a last line: below, in test_capacity.py and in test_bugs.py.
ELSEWHERE = {"bench.bugs", "bench.scale.killed", "bench.capacity", "bench.capacity.measure"}
# Processes that a bench starts.
CHILDREN = {
    "bench.scale.child",
    "bench.scale.days_in_tree",
    "bench.sockets.client",
    "bench.sockets.flood",
    "bench.sockets.in_tree.sender",
    "bench.workspace.pages",
}


def bench(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, *arguments]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST)


def worktrees() -> str:
    command = ["git", "worktree", "list"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def tree(folder: Path, opens: str) -> Path:
    """A tree with one scenario."""
    file = folder / BELL
    file.parent.mkdir(parents=True)
    file.write_text(SCENARIO.format(opens=opens))
    return folder


@pytest.fixture(scope="module")
def _shared_trees():
    with shared():
        yield


@pytest.mark.usefixtures("_shared_trees")
@pytest.mark.parametrize("module", SMALLEST)
def test_a_bench_runs_to_its_end(module):
    arguments, last = SMALLEST[module]
    done = bench("-m", module, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(last, done.stdout, re.MULTILINE), done.stdout


def test_the_bench_of_timeskip():
    # As a user of the package runs it, with the example's own settings.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "bench.py", "1"],
        cwd=ROOT / "packages" / "timeskip" / "example",
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"with timeskip \d+\.\d times as fast$", done.stdout)


def test_no_bench_is_left_out():
    runnable = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
        for file in (ROOT / "bench").rglob("*.py")
        if '__name__ == "__main__"' in file.read_text(encoding="utf-8")
    }
    assert runnable == {*SMALLEST, *IN_THIS_PROCESS, *ELSEWHERE, *CHILDREN}


@pytest.fixture
def small_book(db):
    book.build(2 * book.REPAYMENTS_A_LOAN)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_each_work_of_the_scale(small_book, tmp_path, monkeypatch, work):
    # Here nothing is committed, and the works time what follows a commit.
    monkeypatch.setattr(transaction, "on_commit", lambda call, **options: call())
    argument, found = work.argument(100, tmp_path), {}
    for part, given in (("task", argument), ("floor", argument), ("loop", 1)):
        if name := getattr(work, part):
            module, _, function = name.partition(":")
            # Each works on the book as it was, and on arguments from a command line.
            with transaction.atomic():
                called = getattr(import_module(f"bench.scale.{module}"), function)
                found[part] = called(str(given))
                transaction.set_rollback(True)
    assert all(part["seconds"] > 0 for part in found.values())
    assert found["task"]["queries"] > 0
    if "floor" in found:
        assert found["floor"]["due"] > 0
        assert found["task"].get("due") in (None, found["floor"]["due"])


def test_pages(small_book, monkeypatch, capsys):
    for role in ("admin", "bdm", "broker"):
        UserFactory(role=role)
    row(BankFile)
    monkeypatch.setattr(transaction, "on_commit", lambda call, **options: call())
    monkeypatch.setattr(tasks.generate_report_document, "delay", lambda *arguments: None)
    tasks.produce_weekly_report()
    monkeypatch.setattr(sys, "argv", ["pages", "1"])
    monkeypatch.setattr(pages.logging, "disable", lambda level: None)
    pages.main()
    found = json.loads(capsys.readouterr().out)
    assert {"pipeline, admin", "bank file, admin", "report, admin", "inbox, broker"} <= {
        page["name"] for page in found
    }
    assert _say(found, found) == 0
    more = [page | {"queries": page["queries"] + 1} for page in found]
    assert _say(found, more) == 1
    assert _say(found, [page | {"counted": page["counted"] + 1} for page in more]) == 0


def test_killed_imports():
    # With this seed the first kill comes within a second.
    small = ("--lines", "2500", "--repayments", "500", "--kills", "2", "--pause", "4", "--seed", "1")
    done = bench("-m", "bench.scale.killed", *small, "--databases", "sqlite")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^SQLite: [1-9] workers killed ", done.stdout, re.MULTILINE)
    assert re.search(r"'lost lines': 0, 'lines twice': 0, ", done.stdout)


def test_a_commit_that_does_not_exist_is_named():
    done = bench("-m", "bench.before_and_after", "--before", "nonsense")
    assert done.returncode == 1
    assert done.stderr.startswith("“nonsense” is no commit of this repository.")


def test_an_option_is_not_taken_for_a_commit():
    with pytest.raises(GitError, match="is no commit"):
        commit_of("--all")


def test_both_checkouts_are_removed(monkeypatch):
    monkeypatch.delenv("BENCH_TREES", raising=False)
    with shared():
        with before_and_after("HEAD") as trees:
            folders = list(trees.values())
        # Until here another bench finds them.
        assert all((folder / BELL).exists() and str(folder) in worktrees() for folder in folders)
        with before_and_after("HEAD") as trees:
            assert list(trees.values()) == folders
    assert not any(folder.exists() or str(folder) in worktrees() for folder in folders)


def test_without_others_a_bench_removes_its_checkouts(monkeypatch):
    monkeypatch.delenv("BENCH_TREES", raising=False)
    with before_and_after("HEAD") as trees:
        folders = list(trees.values())
        assert all((folder / BELL).exists() and str(folder) in worktrees() for folder in folders)
    assert not any(folder.exists() or str(folder) in worktrees() for folder in folders)


def test_the_scenario_that_both_trees_have(tmp_path):
    same = {name: tree(tmp_path / name, "Bella is online") for name in ("before", "after")}
    assert [text for _, text in common_scenario(same)] == [
        "Bella is online",
        "Bella moves Omar's application",
        "Bella sees it live",
    ]


def test_no_scenario_that_both_trees_have(tmp_path):
    trees = {
        "before": tree(tmp_path / "before", "Bella is online"),
        "after": tree(tmp_path / "after", "Bella is online in 2 tabs"),
    }
    with pytest.raises(FailedError, match="Name a later commit"):
        common_scenario(trees)
