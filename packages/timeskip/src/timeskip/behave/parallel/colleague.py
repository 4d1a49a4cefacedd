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
        # Whether it has begun, and whether it has nothing more to tell.
        self.is_ready = self.has_ended = False
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
def interrupts() -> Iterator[int]:
    """While this lasts, Ctrl-C and an alarm raise nothing: each is a byte to read. Yields where to read it.

    An exception in the middle of a worker's report would lose what follows.
    """
    read, write = os.pipe()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)}
    try:
        for number in before:
            signal.signal(number, lambda *_: os.write(write, b"!"))
        yield read
    finally:
        signal.alarm(0)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(read)
        os.close(write)
