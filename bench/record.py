"""What a variant's process leaves behind: when each repetition began, and the frames that it received.

Moments are seconds of the machine's own performance counter, which no frozen clock stops.
"""

import atexit
import json
import os
from pathlib import Path
from typing import Any

from freezegun import api as freezegun_api

from bench.facts import in_short

RECORD = "BENCH_RECORD"  # names the environment variable with the file to write
REPETITIONS = "BENCH_REPETITIONS"  # names the one with their number, where a variant makes its own

_begun: list[float] = []
_received: list[list[dict[str, Any]]] = []


def begin() -> None:
    """A repetition begins, before anything is set up for it."""
    # Asked for by its module: freezegun replaces the name wherever else it finds it.
    _begun.append(freezegun_api.real_perf_counter())


def received(frames: list[dict[str, Any]]) -> None:
    """The frames of this repetition's socket, all of them, in order."""
    _received.append(frames)


def repetitions() -> int:
    """How many times this process shall do the work."""
    return int(os.environ.get(REPETITIONS, "1"))


def _write() -> None:
    frames = [[in_short(frame) for frame in one] for one in _received]
    Path(os.environ[RECORD]).write_text(json.dumps({"begun": _begun, "received": frames}))


if RECORD in os.environ:
    atexit.register(_write)
