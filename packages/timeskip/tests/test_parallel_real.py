"""On the real stack as well, a run in several processes is one run; each process has servers of its own."""

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("behave_django")

from test_parallel import FORMATS, Run
from test_stacks import NEEDED

pytestmark = pytest.mark.processes

# A seed decides who tells what, so that both workers tell something.
ON_THE_REAL_STACK = ("--stack", "real", "--shuffle", "1", "real")


def run(folder: Path, *arguments: str) -> Run:
    for name in NEEDED:
        pytest.importorskip(name, reason=f"The real stack needs {name}: pip install timeskip[stacks]")
    left_out = ("-D", f"left_out={folder / 'left_out.md'}")
    servers = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "BROKER_URL"), "")
    return Run(folder, *ON_THE_REAL_STACK, *left_out, *arguments, TIMESKIP_NAMES_PROJECT="yes", **servers)


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("runs") / "serial")


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("runs") / "parallel", "--parallel", "2")


def test_the_outcome_is_the_same(serial: Run, parallel: Run) -> None:
    assert (parallel.exit_code, parallel.counts) == (serial.exit_code, serial.counts), parallel.errors
    assert serial.exit_code == 1
    assert "7 scenarios passed, 1 failed, 1 skipped" in serial.printed, serial.printed + serial.errors


def test_two_processes_told_it(serial: Run, parallel: Run) -> None:
    tellers = Counter(line.partition(" ")[0] for line in parallel.log)
    assert tellers == {"1": 5, "2": 4}
    assert parallel.happened == serial.happened


@pytest.mark.parametrize("name", [f"{name}.out" for name in FORMATS if name != "json"])
def test_formatters_write_the_same(name: str, serial: Run, parallel: Run) -> None:
    assert parallel.read(name) == serial.read(name)


def test_junit_reports_are_the_same(serial: Run, parallel: Run) -> None:
    assert parallel.cases == serial.cases
    assert len(serial.cases) == 9


def test_the_same_is_left_out(serial: Run, parallel: Run) -> None:
    tables = [(run.folder / "left_out.md").read_text().splitlines()[3:] for run in (serial, parallel)]
    assert tables[0] == tables[1]
    assert "The broker serves every process" in "".join(tables[0])
