"""What the CRM stands on while the features run: `python manage.py behave --stack NAME`."""

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from features.support.stacks.child import run
from features.support.stacks.postgres import postgres_in_turns

# Set in a run that has been opened on the live stack.
VARIABLE = "ACCEPTANCE_STACK"

# While it is open, what it yields has to be in the environment of the run.
Stack = Callable[[], AbstractContextManager[dict[str, str]]]


@contextmanager
def live() -> Iterator[dict[str, str]]:
    from features.support.stacks.live.stack import live as opened

    with opened() as environment:
        yield environment


# Besides the embedded one, for which nothing has to be opened.
STACKS: dict[str, Stack] = {"postgres": postgres_in_turns, "live": live}


def stack_of(asked_for: str, userdata: Collection[tuple[str, str]]) -> str:
    """The stack that a run is opened on: the one asked for, or live where a browser is to show its pages.

    Raises ValueError where no browser can, or none is installed.
    """
    if ("browser", "yes") not in userdata or VARIABLE in os.environ:
        return asked_for
    from features.support.stacks.live.chromium import executable

    if asked_for not in ("embedded", "live"):
        raise ValueError(
            f"-D browser=yes looks at a web server, and --stack {asked_for} has none: take live."
        )
    executable()
    return "live"


def run_on(name: str, command: list[str]) -> int:
    """Run a command on a stack and take the stack down, whatever becomes of it; returns its exit code."""
    # A run that is told to stop takes down what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with STACKS[name]() as environment:
        return run(command, environment)
