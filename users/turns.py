"""One person's requests to the live channel run one at a time, and take a small share of a process's time."""

import asyncio
import time
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

# Each turn is followed by a rest so many times as long. One person then keeps a process busy for at most a
# twenty-fifth of the time, however many sockets they have, and nobody else notices.
REST = 24
CREDIT = 2  # seconds of rest a person may owe: a page that opens asks a few times in a row.
LONGEST_REST = 2  # seconds; a slow database must not make a person's next request wait for minutes.
# Twice the sockets a person may hold: beyond that somebody opens sockets and gives them up in a loop.
MOST_WAITING = 40


class TooManyWaiting(Exception):
    """As many turns as allowed are waiting already."""


class _Line:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
        self.rested_at = 0.0


class Turns:
    """A line for each key, kept only while somebody is in it or owes it a rest."""

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[Hashable, _Line] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for the turn of `key`; raises TooManyWaiting where too many wait already."""
        line = self._lines.setdefault(key, _Line())
        if line.waiting >= MOST_WAITING:
            raise TooManyWaiting
        line.waiting += 1
        try:
            await line.lock.acquire()
        finally:
            line.waiting -= 1
        began = time.perf_counter()
        try:
            yield
        finally:
            _rest(line, began, time.perf_counter())

    def charge(self, key: Hashable, seconds: float) -> None:
        """Let `key` owe a rest as if it had been at work for so long."""
        line = self._lines.setdefault(key, _Line())
        owed = REST * seconds
        line.rested_at = max(line.rested_at, time.perf_counter() + owed)
        _keep(line, owed)


def _rest(line: _Line, began: float, ended: float) -> None:
    """Let the next one in as soon as what the person owes is within their credit."""
    line.rested_at = max(line.rested_at, ended) + min(REST * (ended - began), LONGEST_REST)
    owed = line.rested_at - ended
    if owed > CREDIT:
        asyncio.get_running_loop().call_later(owed - CREDIT, line.lock.release)
    else:
        line.lock.release()
    _keep(line, owed)


def _keep(line: _Line, seconds: float) -> None:
    """Keep the line, and with it the debt, until it is paid."""
    if seconds > 0:
        asyncio.get_running_loop().call_later(seconds, _forget, line)


def _forget(line: _Line) -> None:
    """Nobody refers to the line any more."""


turns = Turns()
