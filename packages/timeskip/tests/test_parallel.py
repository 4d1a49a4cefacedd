"""A run in several processes is one run: the same reports, whatever each process has told."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("behave_django")

from test_behave import HERE, run_behave

from timeskip.behave.parallel import times
from timeskip.behave.parallel.worker import Report, Worker

pytestmark = pytest.mark.processes

ALL = "not @deaths and not @slowly"
FORMATS = ("json", "plain", "progress", "progress2", "progress3", "pretty", "rerun", "tags", "steps.usage")
# What differs from run to run.
TIMES = re.compile(r"(?<=[ #])\d+\.\d+s|(time|timestamp|hostname)=\"[^\"]*\"|\d+min \d+\.\d+s|in \d+\.\d+s")


class Run:
    """One run and all that it wrote, without times."""

    def __init__(self, folder: Path, *arguments: str, formats: tuple[str, ...] = FORMATS, **environment: str) -> None:
        folder.mkdir()
        self.folder = folder
        outputs = [word for name in formats for word in ("-f", name, "-o", str(folder / f"{name}.out"))]
        environment = {"MARKS": str(folder), "LOG": str(folder / "log"), **environment}
        began = time.monotonic()
        run = run_behave(
            "time-machine", *outputs, "-f", "progress3", "--junit", "--junit-directory", str(folder),
            "-D", f"times={folder / 'times.tsv'}", *arguments, **environment,
        )  # fmt: skip
        self.seconds = time.monotonic() - began
        self.exit_code, self.printed, self.errors = run.returncode, run.stdout, run.stderr

    def read(self, name: str) -> str:
        return TIMES.sub("…", (self.folder / name).read_text())

    @property
    def log(self) -> list[str]:
        return (self.folder / "log").read_text().splitlines()

    @property
    def happened(self) -> Counter[str]:
        return Counter(line.partition(" ")[2] for line in self.log)

    @property
    def cases(self) -> dict[str, str]:
        files = sorted(self.folder.glob("TESTS-*.xml"))
        suites = [ElementTree.parse(file).getroot() for file in files]  # noqa: S314
        return {f"{case.get('classname')} {case.get('name')}": case.get("status") for one in suites for case in one}

    @property
    def counts(self) -> list[str]:
        return re.findall(r"^\d+ (?:feature|rule|scenario|step).*$", self.printed, re.MULTILINE)


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_times(one) for key, one in value.items() if key != "duration"}
    return [without_times(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("runs") / "serial", "--tags", ALL, "parallel")


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("runs") / "parallel", "--parallel", "3", "--tags", ALL, "parallel")


def test_the_outcome_is_the_same(serial: Run, parallel: Run) -> None:
    assert (parallel.exit_code, parallel.counts) == (serial.exit_code, serial.counts), parallel.errors
    assert serial.exit_code == 1
    assert "Took 0min" in parallel.printed


def test_the_processes_are_several(serial: Run, parallel: Run) -> None:
    tellers = {line.partition(" ")[0] for line in parallel.log if "told" in line}
    assert len(tellers) > 1
    assert parallel.happened["after_all"] == 3
    told = {line: count for line, count in parallel.happened.items() if line.startswith("told")}
    assert told == {line: count for line, count in serial.happened.items() if line.startswith("told")}


@pytest.mark.parametrize("name", [f"{name}.out" for name in FORMATS if name != "json"])
def test_formatters_write_the_same(name: str, serial: Run, parallel: Run) -> None:
    assert parallel.read(name) == serial.read(name)


def test_data_is_the_same(serial: Run, parallel: Run) -> None:
    found, wanted = (without_times(json.loads((run.folder / "json.out").read_text())) for run in (parallel, serial))
    assert found == wanted
    assert "attached in a step" not in json.dumps(wanted)  # it is in base64
    assert "embeddings" in json.dumps(found)


def test_junit_reports_are_the_same(serial: Run, parallel: Run) -> None:
    names = sorted(file.name for file in serial.folder.glob("TESTS-*.xml"))
    assert sorted(file.name for file in parallel.folder.glob("TESTS-*.xml")) == names
    for name in names:
        assert parallel.read(name) == serial.read(name)


def test_what_is_printed_is_the_same(serial: Run, parallel: Run) -> None:
    """What hooks print stands beside their scenario, and not always in the middle of its line."""

    def words(text: str) -> Counter[str]:
        return Counter(TIMES.sub("…", text).split())

    assert words(parallel.printed) == words(serial.printed)
    assert words(parallel.errors) == words(serial.errors)


def test_a_formatter_that_may_look_elsewhere_is_named(tmp_path: Path) -> None:
    run = Run(
        tmp_path / "run", "--parallel", "2", "parallel/two.feature", formats=("formatters:Failing", "plain"),
        PYTHONPATH=f"{HERE}:{HERE / 'behave_project' / 'reports'}",
    )  # fmt: skip
    assert "The formatter failing is told of a feature when it is over" in run.errors
    assert "The formatter failing has failed; its report is incomplete." in run.errors
    assert "Then there are 1 notes" in run.read("plain.out")
    assert "plain is told" not in run.errors


def test_each_worker_has_a_number(parallel: Run) -> None:
    numbers = Counter(line for line in parallel.happened if line.startswith("before_all"))
    assert numbers == {"before_all 1": 1, "before_all 2": 1, "before_all 3": 1}


def test_hooks_of_a_feature_run_in_each_process_that_is_in_it(parallel: Run) -> None:
    """Each enters a feature once: it is dealt the scenarios of its feature while there are any."""
    entered = [line for line in parallel.log if "before_feature" in line]
    assert len(entered) == len(set(entered))
    for name in ("One", "Two"):
        assert parallel.happened[f"before_feature {name}"] >= 1
        assert parallel.happened[f"before_feature {name}"] == parallel.happened[f"after_feature {name}"]
        assert parallel.happened[f"before_feature {name}"] == parallel.happened[f"cleanup {name}"]


def orders(run: Run) -> list[list[str]]:
    """What each process told, in order."""
    by_process: dict[str, list[str]] = {}
    for line in run.log:
        process, _, words = line.partition(" ")
        if words.startswith("told "):
            by_process.setdefault(process, []).append(words.removeprefix("told "))
    return list(by_process.values())


OF_ONE = ["Notes are counted", "2 is even -- @1.1 ", "3 is even -- @1.2 ", "4 is even -- @1.3 "]
REST_OF_ONE = ["2 is even -- @2.1 The same title", "Within a rule", "Left for later"]


def test_without_times_the_order_is_that_of_the_features(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", "2", "parallel/one.feature", FEATURE_HOOKS="no", formats=())
    dealt = [*OF_ONE, REST_OF_ONE[0], "Somebody errs", *REST_OF_ONE[1:], "An unknown step"]
    assert all(order == sorted(order, key=dealt.index) for order in orders(run))
    assert sorted(name for order in orders(run) for name in order) == sorted(dealt)


def test_what_took_longest_begins(tmp_path: Path) -> None:
    times = tmp_path / "times.tsv"
    file = "parallel/one.feature"
    times.write_text(
        f"0.100\t{file}\tNotes are counted\n9.000\t{file}\tAn unknown step\n5.000\t{file}\tSomebody errs\n"
    )
    run = Run(tmp_path / "run", "--parallel", "2", "-D", f"times={times}", file, FEATURE_HOOKS="no", formats=())
    dealt = ["An unknown step", "Somebody errs", *OF_ONE, *REST_OF_ONE]
    assert all(order == sorted(order, key=dealt.index) for order in orders(run))
    kept = dict(reversed(line.split("\t", 1)) for line in times.read_text().splitlines())
    assert kept[f"{file}\tAn unknown step"] != "9.000"
    assert f"{file}\t2 is even -- @2.1 The same title" in kept


def test_a_seed_repeats_who_tells_what(tmp_path: Path) -> None:
    def told(name: str, seed: str) -> list[list[str]]:
        run = Run(tmp_path / name, "--parallel", "2", "--shuffle", seed, "--tags", ALL, "parallel", formats=())
        return sorted(orders(run))

    first = told("first", "7")
    assert told("again", "7") == first
    assert told("other", "8") != first


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("runs") / "run", "--parallel", "2", "parallel/deaths.feature")


def test_a_worker_that_dies_is_named_with_its_scenario(deaths: Run) -> None:
    assert re.search(
        r"Worker \d \(process \d+\) was killed by SIGKILL while it told parallel/deaths.feature:4 “The first dies”",
        deaths.errors,
    )
    assert re.search(r"Worker \d \(process \d+\) ended with code 3 while it told .*“The second dies”", deaths.errors)
    assert "last words" in deaths.errors
    assert deaths.exit_code == 1


def test_another_worker_tells_what_it_had_left(deaths: Run) -> None:
    assert {name.rpartition("Deaths ")[2]: status for name, status in deaths.cases.items()} == {
        "The first dies": "error",
        "The second dies": "error",
        "The third is told": "passed",
        "The fourth is told": "passed",
    }
    first = json.loads((deaths.folder / "json.out").read_text())[0]["elements"][0]
    assert [step.get("result", {}).get("status") for step in first["steps"]] == ["passed", "error", None]
    assert "was killed by SIGKILL while it told this scenario" in deaths.read("TESTS-deaths.xml")


def test_stop_ends_all_at_their_next_step(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", "2", "--stop", "parallel/slow.feature", FEATURE_HOOKS="no")
    assert run.exit_code == 1
    assert run.seconds < 100
    assert {name.rpartition("Slow ")[2]: status for name, status in run.cases.items()} == {
        "The first fails": "failed",
        "The second is cut": "untested",
        "The third waits": "untested",
    }
    assert "1 failed" in run.printed
    assert "2 untested" in run.printed


@pytest.mark.parametrize(("number", "said"), [(signal.SIGINT, "By user."), (signal.SIGTERM, "SIGTERM")])
@pytest.mark.parametrize("to_all", [True, False])
def test_ctrl_c_and_sigterm_end_all_and_report_what_ran(
    number: signal.Signals, said: str, to_all: bool, tmp_path: Path
) -> None:
    environment = {
        **os.environ, "PYTHONPATH": str(HERE), "TIMESKIP_CLOCK": "time-machine", "MARKS": str(tmp_path),
        "LOG": str(tmp_path / "log"), "FEATURE_HOOKS": "no", "TIDIES_UP_FOR": "4",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "manage.py", "behave", "--parallel", "2", "-D", f"times={tmp_path / 'times.tsv'}",
         "-D", "grace=90", "--junit", "--junit-directory", str(tmp_path), "--tags", "@deaths or @slowly",
         "--name", "third", "--name", "second is cut", "--name", "fourth", "parallel"],
        cwd=HERE / "behave_project", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    # One worker is in the middle of the slow step. The other has reported all that it told, and tidies up.
    log, end = tmp_path / "log", time.monotonic() + 300
    while not ((tmp_path / "200 seconds").exists() and log.exists() and "after_all" in log.read_text()):
        assert time.monotonic() < end
        time.sleep(0.05)
    (os.killpg if to_all else os.kill)(process.pid, number)
    # Less than the slow step takes.
    output, _ = process.communicate(timeout=100)
    assert process.returncode == 1
    assert f"\nABORTED: {said}\n" in output
    assert "3 scenarios passed, 0 failed, 1 error" in output, output
    # Each worker has ended as a run does.
    assert "outside of a scenario" not in output
    assert log.read_text().count("tidied up") == 2


def test_ctrl_c_ends_workers_that_do_not_end_by_themselves(tmp_path: Path) -> None:
    environment = {
        **os.environ, "PYTHONPATH": str(HERE), "TIMESKIP_CLOCK": "time-machine", "LOG": str(tmp_path / "log"),
        "LEAVES_A_THREAD_FOR": "900",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "manage.py", "behave", "--parallel", "2", "-D", f"times={tmp_path / 'times.tsv'}",
         "-D", "grace=1", "--name", "third", "--name", "fourth", "parallel/deaths.feature"],
        cwd=HERE / "behave_project", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    log, end = tmp_path / "log", time.monotonic() + 300
    while not log.exists() or log.read_text().count("after_all") < 2:
        assert time.monotonic() < end
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    try:
        output, _ = process.communicate(timeout=300)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 1
    assert "ABORTED: By user." in output
    assert "2 scenarios passed" in output, output


def test_a_worker_that_dies_is_noticed_beside_a_child_that_it_leaves(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", "2", "parallel/deaths_beside_children.feature", formats=())
    child = int((tmp_path / "run" / "child").read_text())
    # Without a signal: it is still there.
    os.kill(child, 0)
    os.kill(child, signal.SIGKILL)
    assert "was killed by SIGKILL while it told parallel/deaths_beside_children.feature" in run.errors


def test_a_report_is_sent_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    # The kernel may hand the signal to any thread.
    over = threading.Event()
    another = threading.Thread(target=over.wait)
    another.start()

    class Channel:
        def send(self, report: Report) -> None:
            sent.append("first half")
            assert another.ident is not None
            signal.pthread_kill(another.ident, signal.SIGTERM)
            time.sleep(0.1)
            sent.append("second half")

    def interrupt(*_: Any) -> None:
        sent.append("interrupted")

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        runner: Any = SimpleNamespace(formatters=[], hook_failures=0, aborted=False, why_aborted="")
        channel: Any = Channel()
        Worker(0, runner, [], [], [], channel, None, 1)._report()
    finally:
        signal.signal(signal.SIGTERM, before)
        over.set()
        another.join()
    assert sent == ["first half", "second half", "interrupted"]


def test_runs_that_end_at_once_keep_their_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "times.tsv"
    feature = tmp_path / "a.feature"
    feature.touch()
    replace = os.replace

    def after_another(part: str, target: Path) -> None:
        monkeypatch.setattr(os, "replace", replace)
        times.keep({f"{feature}\tTwo": 2.0}, {"times": str(file)})
        replace(part, target)

    monkeypatch.setattr(os, "replace", after_another)
    times.keep({f"{feature}\tOne": 1.0}, {"times": str(file)})
    assert times.read(file) == {f"{feature}\tOne": 1.0}
    assert [path.name for path in tmp_path.glob("times*")] == ["times.tsv"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_hook_that_fails_before_all_ends_the_run(workers: str, tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", workers, "parallel/two.feature", FAILS_IN="before_all", formats=())
    assert run.exit_code == 1
    assert "\nABORTED: HOOK-ERROR in hook=before_all\n" in run.printed
    assert "By user" not in run.printed
    assert run.printed.count("HOOK-ERROR in before_all: ValueError: before_all is broken") == 1
    assert "told" not in " ".join(run.happened)


def test_workers_that_die_before_all_end_the_run(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", "2", "parallel/two.feature", DIES_IN="before_all", formats=())
    assert run.exit_code == 1
    said = r"\nABORTED: Worker \d \(process \d+\) ended with code 3 before its first scenario\.\n"
    assert re.search(said, run.printed), run.printed


def test_a_worker_that_dies_after_all_is_named_below_the_counts(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--parallel", "2", "parallel/three.feature", DIES_IN="after_all", formats=())
    assert run.exit_code == 1
    _, _, below = run.printed.partition("scenarios passed, 0 failed")
    assert re.search(r"\nWorker \d \(process \d+\) ended with code 3 outside of a scenario\.\n", below), run.printed


def test_what_was_left_out_is_one_list(tmp_path: Path) -> None:
    table = tmp_path / "left_out.md"
    files = ("parallel/one.feature", "parallel/four.feature")
    run = Run(tmp_path / "run", "--parallel", "2", "-D", f"left_out={table}", *files, formats=())
    assert run.printed.count("\nLeft out: ") == 3
    rows = [
        "| One | Left for later | It is not time. |",
        "| Four | It is left out with its feature | Nobody needs it. |",
    ]
    assert [row for row in rows if table.read_text().count(row) == 1] == rows
    assert "TooMuchLeftOut: 27.3% of the scenarios were left out" in run.printed


def test_one_scenario_needs_one_process(tmp_path: Path) -> None:
    run = Run(
        tmp_path / "run", "--parallel", "8", "parallel/two.feature", "--name", "Work in progress is told", formats=()
    )
    assert run.exit_code == 0, run.printed
    assert run.happened["before_all of the run"] == 1


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--parallel", "many"], "--parallel takes a number of processes or 'auto', not 'many'."),
        (["--parallel", "0"], "--parallel takes a number of processes or 'auto', not '0'."),
        (["--parallel", "2", "--use-existing-database"], "--use-existing-database has one database."),
        (["--parallel", "2", "-D", "grace=soon"], "-D grace= takes a number of seconds, not 'soon'."),
        (["-D", "hang_after=-1"], "-D hang_after= takes a number of seconds, not '-1'."),
        (["--shard", "6/5"], "--shard takes a part of the run, such as 2/5, not '6/5'."),
    ],
)
def test_bad_options_are_answered(arguments: list[str], answer: str) -> None:
    run = run_behave("time-machine", *arguments, "features/passing.feature")
    assert run.returncode != 0
    assert answer in run.stderr


def test_a_file_database_is_copied_for_each_worker(tmp_path: Path) -> None:
    run = Run(
        tmp_path / "run", "--parallel", "2", "--tags", ALL, "parallel/one.feature", "parallel/two.feature",
        formats=(), TIMESKIP_SQLITE=str(tmp_path),
    )  # fmt: skip
    assert "There are" not in run.printed
    assert "8 scenarios passed" in run.printed, run.printed + run.errors
    assert list(tmp_path.glob("*.sqlite3*")) == []


def test_shards_make_the_whole(tmp_path: Path, serial: Run) -> None:
    shards = [
        Run(tmp_path / str(number), "--shard", f"{number}/3", "--tags", ALL, "parallel", formats=())
        for number in (1, 2, 3)
    ]
    cases = [case for run in shards for case in run.cases]
    assert len(cases) == len(set(cases))
    assert {case: status for run in shards for case, status in run.cases.items()} == {
        case: status for case, status in serial.cases.items() if not case.startswith(("deaths", "slow"))
    }
    deals = {re.search(r"Shard \d of 3: \d of 17 scenarios, deal (\w+)\.", run.printed)[1] for run in shards}
    assert len(deals) == 1


def test_a_shard_may_have_nothing_to_tell(tmp_path: Path) -> None:
    run = Run(tmp_path / "run", "--shard", "3/3", "parallel/three.feature", formats=())
    assert "Shard 3 of 3: 0 of 2 scenarios" in run.printed
    assert run.exit_code == 0, run.printed
