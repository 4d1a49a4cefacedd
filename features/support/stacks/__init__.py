"""What the CRM stands on while the features run: `python manage.py behave --stack NAME`."""

import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from features.support.stacks.child import run
from features.support.stacks.live.stack import live
from features.support.stacks.postgres import postgres

# While it is open, what it yields has to be in the environment of the run.
Stack = Callable[[], AbstractContextManager[dict[str, str]]]


# Besides the embedded one, for which nothing has to be opened.
STACKS: dict[str, Stack] = {"postgres": postgres, "live": live}


def run_on(name: str, command: list[str]) -> int:
    """Run a command on a stack and take the stack down, whatever becomes of it; returns its exit code."""
    # A run that is told to stop takes down what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with STACKS[name]() as environment:
        return run(command, environment)
