"""The record of a variant's process: when each repetition began, and the frames that it received.

Times are seconds of the performance counter, which is not frozen.
"""

import atexit
import json
import os
from pathlib import Path
from typing import Any

from freezegun import api as freezegun_api

from bench.facts import in_short

RECORD = "BENCH_RECORD"  # environment variable with the file to write
REPETITIONS = "BENCH_REPETITIONS"  # environment variable with their number, for variants that loop themselves

_begun: list[float] = []
_received: list[list[dict[str, Any]]] = []


def begin() -> None:
    """Record that a repetition begins, before its setup."""
    # By its module: freezegun replaces names that were imported from it.
    _begun.append(freezegun_api.real_perf_counter())


def received(frames: list[dict[str, Any]]) -> None:
    """Record all frames of this repetition's socket, in order."""
    _received.append(frames)


def repetitions() -> int:
    """How many times this process does the work."""
    return int(os.environ.get(REPETITIONS, "1"))


def _write() -> None:
    frames = [[in_short(frame) for frame in one] for one in _received]
    Path(os.environ[RECORD]).write_text(json.dumps({"begun": _begun, "received": frames}))


if RECORD in os.environ:
    atexit.register(_write)
