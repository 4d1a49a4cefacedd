"""What the invariants cost: the processor time of the checks after each step, beside the rest of the run.

Both are of one run, so that other work on the machine disturbs both alike. A slow run fails nothing.
"""

import argparse
import os
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from behave.formatter.base import Formatter
from django.utils.module_loading import import_string

from bench.processor_time import FailedError, processor_seconds
from bench.stopwatch import Stopwatch
from bench.trees import ROOT

ROUNDS = 3
ALLOWED = 8  # percent
# The environment variable that names the file for the formatter's times.
TIMES = "BENCH_TIMES"


class TimedChecks(Formatter):
    """Writes nothing but the seconds of the checks and of everything else."""

    def __init__(self, stream_opener, config) -> None:
        super().__init__(stream_opener, config)
        self._begun, self._stopwatch = time.process_time(), Stopwatch()
        # Named, because it belongs to the suite that is measured.
        watcher = import_string("features.invariants.Watcher")
        for name in ("__init__", "check"):
            setattr(watcher, name, self._stopwatch.around(getattr(watcher, name)))

    def close(self) -> None:
        super().close()
        checks = self._stopwatch.seconds
        others = time.process_time() - self._begun - checks
        Path(os.environ[TIMES]).write_text(f"{checks} {others}")


def one_round(paths: list[str]) -> float:
    """The checks' share of everything else, in percent."""
    with TemporaryDirectory() as folder:
        times = Path(folder) / "times"
        behave = ("manage.py", "behave", *paths, "--format", "bench.invariants:TimedChecks")
        processor_seconds(*behave, cwd=ROOT, environment={**os.environ, TIMES: str(times)})
        checks, others = map(float, times.read_text().split())
    print(f"{checks:.2f} s of checks beside {others:.2f} s of everything else")
    return 100 * checks / others


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.invariants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="features; by default all of them")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    try:
        shares = [one_round(options.paths) for _ in range(options.rounds)]
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Invariants add {median(shares):.1f} %, the median of {len(shares)} rounds.")
    print(f"The limit is {ALLOWED} %.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
