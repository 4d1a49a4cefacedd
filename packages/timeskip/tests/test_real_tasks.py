"""The real stack's tasks: workers are waited for, and none of them without end."""

from datetime import UTC, datetime
from typing import Any

import pytest

from timeskip import CheckFailed
from timeskip.clocks import clock_named
from timeskip.evidence import Evidence

pytest.importorskip("redis", reason="The real stack needs redis: pip install timeskip[stacks]")

from timeskip.stacks.real import tasks
from timeskip.stacks.real.tasks import RealTasks


class NeverDone:
    """Requests of which one is open that no worker will ever finish."""

    has_asked = True

    def __init__(self) -> None:
        self.looks = 0

    def wait(self, seconds: float) -> None:
        self.looks += 1
        if self.looks > 1_000_000:
            raise RuntimeError("Nobody looked at the time.")

    def collect(self) -> tuple[list, int]:
        return [], 1


class NothingPutOff:
    next_moment = None

    def publish_due(self) -> None:
        """Nothing is due."""


def test_a_request_that_no_worker_finishes_is_given_up_although_the_clock_stands_still(
    monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 0.1)
    standing = clock_named(clock)
    standing.start(datetime(2025, 3, 3, tzinfo=UTC))
    requests: Any = NeverDone()
    put_off: Any = NothingPutOff()
    try:
        with pytest.raises(CheckFailed, match=r"For 0\.1 seconds none of 1 background tasks has ended\."):
            RealTasks(requests, put_off, Evidence(standing), standing).settle()
    finally:
        standing.stop()
