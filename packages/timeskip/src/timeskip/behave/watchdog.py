"""Ends a scenario that hangs, so that the run goes on."""

import faulthandler
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from asgiref.sync import SyncToAsync

# Seconds between two alarms: the code that hangs may catch the first exception and go on hanging.
REPEAT = 1


class ScenarioHung(Exception):
    """The scenario took longer than a scenario may."""


class Watchdog:
    """Raises ScenarioHung after `patience` real seconds of a scenario, and prints every thread's stack."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._rang = False

    def watch(self) -> None:
        """Begin to watch a scenario."""
        self._rang = False
        signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, self._patience, REPEAT)

    def rest(self) -> None:
        """End the watch; raises ScenarioHung where the alarm rang and something caught its exception."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._rang:
            # The thread behind database calls may hang as well; the next scenario gets a new one.
            SyncToAsync.single_thread_executor = ThreadPoolExecutor(max_workers=1)
            raise ScenarioHung(self._words)

    def _ring(self, signum: int, frame: FrameType | None) -> None:
        if not self._rang:
            self._rang = True
            faulthandler.dump_traceback(file=sys.__stderr__, all_threads=True)
        raise ScenarioHung(self._words)

    @property
    def _words(self) -> str:
        return f"The scenario was ended after {self._patience:g} seconds; every stack is on standard error."
