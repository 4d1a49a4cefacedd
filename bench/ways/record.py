"""What a process leaves behind: when each repetition began, and the frames that its socket received."""

import atexit
import json
import os
import time
from pathlib import Path
from typing import Any

# Environment variables: the file to write, how many repetitions a way makes that has no feature file, and
# "no" where the suite leaves the books unchecked.
RECORD, REPETITIONS, INVARIANTS = "BENCH_RECORD", "BENCH_REPETITIONS", "BENCH_INVARIANTS"

_begun: list[tuple[float, float]] = []
_received: list[list[str]] = []


def begin() -> None:
    """Note that a repetition begins, before anything is set up for it."""
    # No frozen clock replaces either of them.
    _begun.append((time.process_time(), time.clock_gettime(time.CLOCK_MONOTONIC)))


def received(frames: list[dict[str, Any]]) -> None:
    """Note every frame of this repetition's socket, in order."""
    _received.append([_in_short(frame) for frame in frames])


def repetitions() -> int:
    """How often this process does the work."""
    return int(os.environ.get(REPETITIONS, "1"))


def _in_short(frame: dict[str, Any]) -> str:
    """A frame without what differs from run to run: ids and moments."""
    if frame["type"] == "notification":
        return f"notification {frame['notification']['message']}, unread_count {frame['unread_count']}"
    return f"{frame['type']} {frame.get('count')}"


def _write() -> None:
    Path(os.environ[RECORD]).write_text(json.dumps({"begun": _begun, "received": _received}))


if RECORD in os.environ:
    atexit.register(_write)
