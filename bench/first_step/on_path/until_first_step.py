"""A formatter that writes what a run has cost when its first step starts.

It imports behave only, so that any tree can use it.
"""

import json
import os
import resource
import time
from pathlib import Path

from behave.formatter.base import Formatter

# The file to write, and the parent's monotonic clock when it started the run.
FILE, BEGAN = "FIRST_STEP_FILE", "FIRST_STEP_BEGAN"


class UntilFirstStep(Formatter):
    """Writes processor seconds (user and system, children included) and seconds on the clock, once."""

    name = "until_first_step"
    is_written = False

    def match(self, match):
        if not UntilFirstStep.is_written:
            UntilFirstStep.is_written = True
            # Neither is frozen by any clock of the features.
            now = time.clock_gettime(time.CLOCK_MONOTONIC)
            used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            figures = {
                "processor": sum(each.ru_utime + each.ru_stime for each in used),
                "clock": now - float(os.environ[BEGAN]),
            }
            Path(os.environ[FILE]).write_text(json.dumps(figures), encoding="utf-8")
