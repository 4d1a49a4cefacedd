"""Processes of the run's own: each has a log, is waited for until it is ready, and is ended by its id."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 180  # seconds until a process has to be ready, on a machine with much else to do
GRACE = 10  # seconds that it is given to end by itself
PAUSE = 0.05  # seconds between two looks
PR_SET_PDEATHSIG = 1


class NotReady(Exception):
    """A process ended, or was not ready in time; the message has the end of its log."""


class Process:
    """One process and all that it starts."""

    def __init__(self, name: str, command: list[str], log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self._started.pid

    def start(self) -> None:
        """Start it, in a group of its own: the run answers Ctrl-C, not its processes."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 the run's own commands
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_the_run,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait for a condition; NotReady where the process ends before it holds, or the time is up."""
        end = time.monotonic() + seconds
        while not ready():
            if not self.is_running:
                raise NotReady(f"{self.name} ended with code {self._started.returncode}:\n{self.tail()}")
            if time.monotonic() > end:
                raise NotReady(f"{self.name} was not ready within {seconds:g} seconds:\n{self.tail()}")
            time.sleep(PAUSE)

    def wait_until_ended(self, seconds: float) -> int:
        """Wait for it to end by itself, and return its exit code; TimeoutExpired where it does not."""
        return self._started.wait(seconds)

    @property
    def has_started(self) -> bool:
        return self._process is not None

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send the process itself a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """End it, if need be by force, with all that it has started."""
        if self.is_running:
            self.send(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._started.wait(GRACE)
        self.kill()

    def tail(self, lines: int = 20) -> str:
        """Return the end of its log."""
        return tail(self.log, lines)

    @property
    def _started(self) -> subprocess.Popen:
        if self._process is None:
            raise RuntimeError(f"{self.name} has not been started.")
        return self._process


@contextmanager
def running(process: Process, ready: Callable[[], bool]) -> Iterator[Process]:
    """While this lasts the process runs, and is ready; then it is killed, because nobody needs what it holds."""
    try:
        process.start()
        process.wait_until(ready)
        yield process
    finally:
        process.kill()


def run(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a command with more in its environment; returns its exit code.

    The command answers Ctrl-C, and SIGTERM is passed on to it: it ends before what it needs is taken down.
    """
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 this very command
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
    }
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_running(pid: int) -> bool:
    """Whether there is a process of this id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def memory_of(pid: int) -> int:
    """Return the bytes that a process holds in memory; LookupError where there is none. Linux only."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"No process {pid}.")


def tail(log: Path, lines: int = 20, *, since: int = 0) -> str:
    """Return the last lines of a log, of those that begin after `since` bytes."""
    return "\n".join(log.read_bytes()[since:].decode(errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port: int) -> bool:
    """Whether somebody listens on a port of 127.0.0.1."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _end_with_the_run() -> None:
    # A run that is killed cannot take down what it has started: the kernel does, where it is Linux.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
