"""What formatters of any origin need beside each other."""

import sys
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from timeskip.behave.watchdog import ScenarioHung

# What behave calls.
CALLS = ("uri", "feature", "rule", "background", "scenario", "step", "match", "result", "embedding", "eof", "close")
# What a run in several processes calls: timeskip.behave.parallel.recording.Joined.
CALLS_OF_JOINED = ("before_fork", "prepare", "in_worker", "know", "hand_over", "take_over")


class Guard:
    """Keeps a formatter's error from ending the run, and attachments outside of steps from what has no place for them.

    A formatter that has failed is told nothing more. One with `takes_file_names` takes attachments everywhere.
    """

    def __init__(self, formatter: Any) -> None:
        self.has_failed = False
        self._name = formatter.name or type(formatter).__name__
        self._takes_all = getattr(formatter, "takes_file_names", False)
        self._is_in_step = False
        for name in (*CALLS, *CALLS_OF_JOINED):
            if call := getattr(formatter, name, None):
                setattr(formatter, name, self._guarded(name, call))

    def _guarded(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def guarded(*args: Any) -> Any:
            if name in ("match", "result"):
                self._is_in_step = name == "match"
            is_homeless = name == "embedding" and not (self._is_in_step or self._takes_all)
            if self.has_failed or is_homeless:
                return None
            try:
                return call(*args)
            except ScenarioHung:
                raise
            except Exception:
                self.has_failed = True
                traceback.print_exc(file=sys.__stderr__)
                print(f"The formatter {self._name} has failed; its report is incomplete.", file=sys.__stderr__)
                return None

        return guarded


def guarded(formatters: Iterable[Any]) -> list[Guard]:
    """Guard each of a run's formatters."""
    return [Guard(formatter) for formatter in formatters]
