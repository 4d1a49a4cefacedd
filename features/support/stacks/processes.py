"""Processes of the suite's own: each has its log, is waited for until it is ready, and is ended by its id."""

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

PATIENCE = 60  # seconds until a process has to be ready
GRACE = 10  # seconds that it is given to end by itself
PAUSE = 0.05  # seconds between two looks
PR_SET_PDEATHSIG = 1


class NotReady(Exception):
    """A process ended, or was not ready in time; the message has the end of its log."""


class Process:
    """One process and whatever it starts."""

    def __init__(self, name: str, command: list[str], log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = log
        self._command = command
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C is answered by whoever started it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 the suite's own commands
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_the_suite,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait for a condition; NotReady where the process ends before it holds, or the time is up."""
        end = time.monotonic() + seconds
        while not ready():
            if not self.is_running:
                raise NotReady(f"{self.name} ended with code {self._process.returncode}:\n{self.tail()}")
            if time.monotonic() > end:
                raise NotReady(f"{self.name} was not ready within {seconds:g} seconds:\n{self.tail()}")
            time.sleep(PAUSE)

    def wait_until_ended(self, seconds: float) -> int:
        """Wait for it to end by itself, and return its exit code; TimeoutExpired where it does not."""
        return self._process.wait(seconds)

    @property
    def has_started(self) -> bool:
        return self._process is not None

    @property
    def is_running(self) -> bool:
        return self.has_started and self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send the process itself a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once, with whatever it has started."""
        if self.has_started:
            self._signal_group(signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """End it, if need be by force, with whatever it has started."""
        if self.is_running:
            self.send(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE)
        self.kill()

    def tail(self, lines: int = 20) -> str:
        """The end of its log."""
        return tail(self.log, lines)

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


@contextmanager
def running(process: Process, ready: Callable[[], bool]) -> Iterator[Process]:
    """While this lasts the process runs, and is ready; then it is killed, for nobody needs what it has."""
    try:
        process.start()
        process.wait_until(ready)
        yield process
    finally:
        process.kill()


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
    """Bytes that a process holds in memory; LookupError where there is none. Linux alone tells."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"No process {pid}.")


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def free_port() -> int:
    """A port of this machine's own address that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port: int) -> bool:
    """Whether somebody listens on a port of this machine's own address."""
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _end_with_the_suite() -> None:
    # A suite that is killed cannot take down what it has started: the kernel does, where it is Linux.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
