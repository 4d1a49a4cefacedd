"""Each benchmark of `make bench` and `make bench-report` runs to its end, on as little work as it takes.

So do the imports of bank files that are killed again and again.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.before_and_after import common_scenario
from bench.processor_time import FailedError
from bench.trees import ROOT, GitError, before_and_after, commit_of

BELL = "features/07_live_updates/the_bell.feature"
SCENARIO = """\
Feature: The bell

  Scenario: A move
    Given {opens}
    When Bella moves Omar's application
    Then Bella sees it live
"""


def bench(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def worktrees() -> str:
    command = ["git", "worktree", "list"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def tree(folder: Path, opens: str) -> Path:
    """A tree with one scenario."""
    file = folder / BELL
    file.parent.mkdir(parents=True)
    file.write_text(SCENARIO.format(opens=opens))
    return folder


def test_documents():
    done = bench("bench.documents", "--pages", "1")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^repayment_schedule +1 +9 ", done.stdout, re.MULTILINE)


def test_report():
    done = bench("bench.living_docs", BELL, "--rounds", "1")
    assert done.returncode == 0, done.stderr
    assert "Messages and page add " in done.stdout


def test_parallel():
    done = bench("bench.parallel", BELL, "--rounds", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^Two workers: \d+\.\d\d × by processor time", done.stdout, re.MULTILINE)
    assert re.search(r"^\| 8 \| \d+\.\d s \| \d+\.\d\d × \|$", done.stdout, re.MULTILINE)


def test_before_and_after():
    done = bench("bench.before_and_after", "--before", "HEAD", "--rounds", "1", "--copies", "2")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^ratio: -?\d+\.\d\d, the median of 1 rounds", done.stdout, re.MULTILINE)


def test_killed_imports():
    # With this seed the first kill comes within a second.
    small = ("--lines", "2500", "--repayments", "500", "--kills", "2", "--pause", "4", "--seed", "1")
    done = bench("bench.scale.killed", *small, "--databases", "sqlite")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^SQLite: [1-9] workers killed ", done.stdout, re.MULTILINE)
    assert re.search(r"'lost lines': 0, 'lines twice': 0, ", done.stdout)


def test_a_commit_that_does_not_exist_is_named():
    done = bench("bench.before_and_after", "--before", "nonsense")
    assert done.returncode == 1
    assert done.stderr.startswith("“nonsense” is no commit of this repository.")


def test_an_option_is_not_taken_for_a_commit():
    with pytest.raises(GitError, match="is no commit"):
        commit_of("--all")


def test_both_checkouts_are_removed():
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
