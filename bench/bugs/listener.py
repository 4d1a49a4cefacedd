"""behave's formatter that hears who speaks first of a bug: which scenario, and which invariant."""

import json
import os
from pathlib import Path

from behave.formatter.base import Formatter
from django.utils.module_loading import import_string

# Environment variables: the file for what was heard, and the columns to wait for.
HEARD, WANTED = "BENCH_HEARD", "BENCH_WANTED"
FEATURES, INVARIANTS = "features", "invariants"
# As JSON: column → who spoke; true as ENDED where every scenario has run.
ENDED = "ended"


class Listener(Formatter):
    """Ends the run as soon as everybody who is waited for has spoken.

    A breach fails no step here, so that a scenario's own words are heard as if there were no invariants; the
    rest of that scenario is not checked any more.
    """

    def __init__(self, stream_opener, config) -> None:
        super().__init__(stream_opener, config)
        self._file, self._wanted = Path(os.environ[HEARD]), set(os.environ[WANTED].split())
        self._heard: dict[str, object] = {}
        self._scenario = self._breached = None
        # Named, because they belong to the suite.
        watcher = import_string("features.invariants.Watcher")
        self._breach = import_string("features.invariants.BreachError")
        self._invariants = import_string("features.invariants.invariant.INVARIANTS")
        watcher.check = self._listening(watcher.check)

    def scenario(self, scenario) -> None:
        self._scenario = scenario

    def result(self, step) -> None:
        if step.status.has_failed():
            self._hears(FEATURES, self._place())

    def close(self) -> None:
        super().close()
        self._heard[ENDED] = True
        self._write()

    def _listening(self, check):
        def checked(watcher) -> None:
            if self._scenario is self._breached:
                return
            try:
                check(watcher)
            except self._breach as breach:
                self._breached = self._scenario
                names = (one.name for one in self._invariants if str(breach).startswith(one.sentence))
                self._hears(INVARIANTS, f"{next(names)} ({self._place()})")

        return checked

    def _place(self) -> str:
        location = self._scenario.location
        return f"{Path(location.filename).stem}:{location.line}"

    def _hears(self, who: str, said: str) -> None:
        self._heard.setdefault(who, said)
        self._write()
        if self._heard.keys() >= self._wanted:
            os._exit(0)

    def _write(self) -> None:
        self._file.write_text(json.dumps(self._heard))
