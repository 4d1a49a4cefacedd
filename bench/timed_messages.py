"""The messages' formatter with a watch: how long a run is busy with what the report needs."""

import json
import os
import time
from functools import wraps

from behave_messages import MessagesFormatter
from bench.living_docs import TIMES
from features.drivers.evidence import Evidence

ASKED = (
    *("uri", "feature", "rule", "scenario", "match", "result", "eof", "embedding"),
    *("run_begins", "hook_begins", "hook_ends", "cleanup_failed"),
)


class Watch:
    """Processor seconds spent inside of what it is put around; what runs within that counts once."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0

    def around(self, function):
        @wraps(function)
        def timed(*args, **kwargs):
            # Frozen clocks leave this one alone.
            begun = time.process_time()
            self._depth += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += time.process_time() - begun

        return timed


class TimedMessages(MessagesFormatter):
    """Writes the same messages, and at its end how long that has taken."""

    def __init__(self, stream_opener, config) -> None:
        self._begun = time.process_time()
        self._clock = Watch()
        for name in ASKED:
            setattr(self, name, self._clock.around(getattr(self, name)))
        Evidence.hand_over = self._clock.around(Evidence.hand_over)
        super().__init__(stream_opener, config)

    def close(self) -> None:
        self._clock.around(super().close)()
        whole = time.process_time() - self._begun
        with open(os.environ[TIMES], "w") as file:
            json.dump({"whole": whole, "report": self._clock.seconds}, file)
