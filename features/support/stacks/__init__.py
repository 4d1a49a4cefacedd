"""What the CRM stands on while the features run: `python manage.py behave --stack NAME`."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from features.support.stacks.child import run
from features.support.stacks.postgres import postgres

# While it is open, what it yields has to be in the environment of the run.
Stack = Callable[[], AbstractContextManager[dict[str, str]]]


@contextmanager
def embedded() -> Iterator[dict[str, str]]:
    """Whatever the environment names; SQLite in memory where it names nothing."""
    yield {}


STACKS: dict[str, Stack] = {"embedded": embedded, "postgres": postgres}


def run_on(name: str, command: list[str]) -> int:
    """Run a command on a stack and take the stack down, whatever becomes of it; returns its exit code."""
    # A run that is told to stop takes down what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with STACKS[name]() as environment:
        return run(command, environment)
