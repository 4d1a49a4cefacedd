"""What slipcover sees of a program is what coverage.py sees of it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import Coverage

from tests.coverage_data import load
from tests.patience import LONGEST

# Each function is called once, so that each leaves something out.
PROGRAM = '''\
"""Branches of every kind."""

import asyncio
import contextlib
import functools


def condition(value):
    """Ends where the condition does."""
    if value:
        value = None


@functools.cache
@functools.lru_cache
def decorated(value):
    if value: value = 0
    while value:
        value -= 1
    for one in (
        value,
        value,
    ):
        if one:
            continue
        elif value:
            break
    else:
        return value


def kind(value):
    match value:
        case int():
            found = "int"
        case [one] if one:
            found = "list"
        case str():
            found = "str"
    return found


def caught(value):
    try:
        with open(value) as file:
            if file:
                return 1
    except OSError:
        if not value:
            return 2
    finally:
        value = [
            one
            for one in value
            if one
        ]


class Holder:
    if functools:
        one = 1

    async def waits(self):
        async for one in self:
            if one:
                def inner():
                    if one:
                        return 1
                return inner


async def leaves(value):
    try:
        await asyncio.sleep(0)
        if value:
            raise KeyError
    finally:
        await asyncio.sleep(0)
        value = None


def never():
    return lambda: (
        1
    )


CALLS
if not functools:
    pass
'''
CALLS = {
    "nothing": "",
    "one side": 'condition(1); decorated(0); kind(1); caught("")',
    "the other side": 'condition(0); decorated(3); kind("a"); caught("no such file")',
    "a case in the middle": "kind([1])",
    "out through an exception": "with contextlib.suppress(KeyError): asyncio.run(leaves(1))",
}


def missing(coverage: Coverage, program: Path) -> tuple[list[int], dict[int, list[int]]]:
    """Lines and branches that were not reached."""
    *_, lines, _ = coverage.analysis2(str(program))
    # No public method names single branches.
    return lines, dict(coverage._analyze(str(program)).missing_branch_arcs())


@pytest.mark.parametrize("calls", CALLS.values(), ids=CALLS.keys())
def test_same_lines_and_branches_as_coverage(tmp_path, monkeypatch, calls):
    monkeypatch.chdir(tmp_path)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.replace("CALLS", calls))
    (tmp_path / "imported_by_nobody.py").write_text("first = 1\n")
    seen, data = tmp_path / "seen.json", tmp_path / "data"
    for arguments in (
        (
            "slipcover",
            "--branch",
            "--json",
            "--dont-wrap-pytest",
            "--source",
            tmp_path,
            "--out",
            seen,
            program,
        ),
        ("coverage", "run", "--branch", f"--source={tmp_path}", f"--data-file={data}", program),
    ):
        subprocess.run([sys.executable, "-m", *map(str, arguments)], check=True, timeout=LONGEST)
    theirs = Coverage(data_file=str(data))
    theirs.load()
    lines, branches = missing(theirs, program)
    assert lines
    assert branches
    ours = load(seen)
    assert missing(ours, program) == (lines, branches)
    assert ours.get_data().measured_files() == theirs.get_data().measured_files()
    assert ours.report(file=io.StringIO()) == theirs.report(file=io.StringIO()) > 0
