"""How a run ends before its end: at Ctrl-C, at SIGTERM, or because a hook or a worker has failed."""

import builtins
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import behave.runner

# What behave says of every run that was ended early.
BEHAVES = "\nABORTED: By user."
# Reasons, of which the first is behave's.
INTERRUPTED = "KeyboardInterrupt"
TERMINATED = "SIGTERM"


def sentence(reason: str) -> str:
    """Return what a run that was ended early says of it, by behave's reason."""
    return BEHAVES if reason.endswith(INTERRUPTED) else f"\nABORTED: {reason or 'By a hook or a step.'}"


@contextmanager
def told(runner: Any) -> Iterator[None]:
    """While this lasts, behave says why it has ended a run, and not always that its user did."""

    def say(*values: Any, **options: Any) -> None:
        said = [sentence(runner.why_aborted)] if values == (BEHAVES,) else values
        builtins.print(*said, **options)  # noqa: T201 behave does so

    with patch.object(behave.runner, "print", say, create=True):
        yield


@contextmanager
def terminated(runner: Any) -> Iterator[None]:
    """While this lasts, SIGTERM ends the run as Ctrl-C does: a build server that cancels a job gets its reports."""

    def end(*_: Any) -> None:
        # Only noted: what a handler prints may come in the middle of a line.
        runner.why_aborted = runner.why_aborted or TERMINATED
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
