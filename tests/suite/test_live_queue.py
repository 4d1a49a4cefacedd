"""The live stack's queue: it waits for its workers, and for none of them without end."""

import pytest
from features.support.clock import Clock
from features.support.stacks.live import work
from features.support.stacks.live.work import LiveTaskQueue

from crm_backend.celery import app
from features.support.evidence import Evidence


class Nobody:
    """A wire on which a request is open that no worker will ever answer."""

    has_asked = True

    def __init__(self) -> None:
        self.looks = 0

    def wait(self, seconds: float) -> None:
        self.looks += 1
        if self.looks > 1_000_000:
            raise RuntimeError("Nobody looked at the time.")

    def collect(self) -> tuple[list, int]:
        return [], 1


def test_a_request_that_nobody_answers_is_given_up_although_the_clock_stands_still(monkeypatch):
    monkeypatch.setattr(work, "PATIENCE", 0.1)
    clock = Clock()
    clock.start()
    try:
        with pytest.raises(AssertionError, match=r"After 0\.1 seconds 1 background tasks are not done\."):
            LiveTaskQueue(app, Nobody(), Evidence()).run_next()
    finally:
        clock.stop()
