"""Ends a scenario that hangs, so that the run goes on."""

import faulthandler
import math
import signal
import sys
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import FrameType

from asgiref.sync import SyncToAsync
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Real seconds between two looks. After the end too: the code that hangs may catch the first exception and go on.
INTERVAL = 1
# A task that asks for itself at once would make progress without end.
MOST_AT_ONE_MOMENT = 100_000

# A story's connections are closed by nobody else.
_close = BaseDatabaseWrapper.close


class ScenarioHung(Exception):
    """The scenario made no progress any more."""


class Watchdog:
    """Raises ScenarioHung after `patience` real seconds in which `progress` has not changed, and prints every stack.

    progress: returns a place in the scenario, which changes with each step and move of the clock, and how much has
        happened so far. More than MOST_AT_ONE_MOMENT at one place hang as well.
    """

    def __init__(self, patience: float, progress: Callable[[], tuple[Hashable, int]]) -> None:
        self._patience = patience
        self._progress = progress
        # Looks that a scenario has without progress. A process that the machine does not run has none.
        self._most_looks = max(math.ceil(patience / INTERVAL), 1)
        # Why what goes on now was ended, and why the scenario was.
        self._why = self._ended = ""

    def watch(self) -> None:
        """Begin to watch a scenario."""
        self._ended = self._why = ""
        self._begin()
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)

    def begin_cleanup(self) -> None:
        """Give what tidies up a patience of its own: it goes on although the scenario was ended."""
        self._ended, self._why = self._ended or self._why, ""
        self._begin()

    def abandon(self) -> None:
        """Leave behind what a scenario that was ended may have spoiled; without effect on others."""
        if not (self._ended or self._why):
            return
        # The thread behind database calls may hang as well; the next scenario gets a new one.
        SyncToAsync.single_thread_executor = ThreadPoolExecutor(max_workers=1)
        for connection in connections.all(initialized_only=True):
            _give_up(connection)

    def rest(self) -> None:
        """End the watch; raises ScenarioHung if the scenario was ended and something caught the exception."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        if why := self._ended or self._why:
            raise ScenarioHung(why)

    def _begin(self) -> None:
        self._looks = 0
        self._last = self._first_here = self._progress()

    def _look(self, signum: int, frame: FrameType | None) -> None:
        if not self._why:
            self._judge()
            if not self._why:
                return
            faulthandler.dump_traceback(file=sys.__stderr__, all_threads=True)
        raise ScenarioHung(self._why)

    def _judge(self) -> None:
        place, happened = now = self._progress()
        if place != self._first_here[0]:
            self._first_here = now
        if now != self._last:
            self._last, self._looks = now, 0
        else:
            self._looks += 1
        if self._looks >= self._most_looks:
            self._end(f"{self._patience:g} seconds without progress")
        elif happened - self._first_here[1] > MOST_AT_ONE_MOMENT:
            self._end(f"more than {MOST_AT_ONE_MOMENT:,} events at one moment")

    def _end(self, why: str) -> None:
        self._why = f"The scenario was ended after {why}; every stack is on standard error."


def _give_up(connection: BaseDatabaseWrapper) -> None:
    """Close a connection that may be in the middle of a statement: Django opens another after the transaction."""
    # PostgreSQL would go on with the statement, and with its locks.
    if cancel := getattr(connection.connection, "cancel", None):
        with suppress(Exception):
            cancel()
    # A database of SQLite in memory ends with its connection.
    if not (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        _close(connection)
