"""Workers as the run sees them, and how it hears of them and of Ctrl-C."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

# Dealt to a worker that is to end.
NOTHING_LEFT = None
# Signals that the run answers.
ANSWERED = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD)


@dataclass
class Signs:
    """Memory that the run and its workers share: whether to stop, and at which step each worker is."""

    stop: Any
    steps: Any


class Colleague:
    """A worker as the run sees it."""

    def __init__(
        self, number: int, process: Any, channel: Connection, outputs: Sequence[Any], *, known: set[int]
    ) -> None:
        self.number, self.process, self.channel = number, process, channel
        self.item: int | None = None
        # The identities of the features that it knows.
        self.known = known
        self.since = 0.0
        # Whether it has begun, has told all it had, will say nothing more, and whether its process has ended.
        self.is_ready = self.has_told_all = self.is_silent = self.is_gone = False
        self._outputs = outputs
        self._read = [0] * len(outputs)

    def output(self) -> list[str]:
        """Return what it has printed since the last call, on standard output and standard error."""
        texts = []
        for index, file in enumerate(self._outputs):
            # The worker writes at the place that both share.
            size = os.fstat(file.fileno()).st_size
            read = os.pread(file.fileno(), size - self._read[index], self._read[index])
            self._read[index] = size
            texts.append(read.decode(errors="replace"))
        return texts

    def deal(self, number: int, prepared: bytes | None) -> None:
        """Let it tell a scenario; `prepared` is what it has to know of a feature that is new to it."""
        self.item, self.since = number, time.monotonic()
        self._send((number, prepared))

    def let_end(self) -> None:
        """Let it end."""
        self._send(NOTHING_LEFT)

    def _send(self, dealt: tuple[int, bytes | None] | None) -> None:
        with suppress(OSError):
            self.channel.send(dealt)

    @property
    def end(self) -> str:
        """How its process ended."""
        code = self.process.exitcode
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


@contextmanager
def held() -> Iterator[None]:
    """While this lasts, signals of ANSWERED wait: a process forked now would pass them on to the run."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ANSWERED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ANSWERED)


@contextmanager
def signals() -> Iterator[int]:
    """While this lasts, no signal of ANSWERED raises anything. Yields where to read their numbers.

    An exception in the middle of a worker's report would lose what follows.
    """
    read, write = os.pipe()
    os.set_blocking(write, False)
    before = {number: signal.getsignal(number) for number in ANSWERED}
    woken = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    try:
        for number in before:
            signal.signal(number, lambda *_: None)
        yield read
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(read)
        os.close(write)
