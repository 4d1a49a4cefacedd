"""Runs on a stack: opened around a command by its name, and found again inside of it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from timeskip.extras import require_stacks
from timeskip.project import Project
from timeskip.stacks.embedded import Embedded
from timeskip.stacks.processes import run
from timeskip.stacks.protocol import Stack

# Set in a run that has been opened on a stack.
VARIABLE = "TIMESKIP_STACK"
EMBEDDED, POSTGRES, REAL = "embedded", "postgres", "real"
# What may be asked for; the last is another name of the real stack.
NAMES = (EMBEDDED, POSTGRES, REAL, "live")


def stack_asked_for(name: str, *, browser: bool = False) -> str:
    """Return the stack that a run is opened on: the one asked for, or the real one where a browser shows its pages.

    Raises ValueError where no browser can, or none is installed.
    """
    asked_for = REAL if name == "live" else name
    if not browser or VARIABLE in os.environ:
        return asked_for
    if asked_for == POSTGRES:
        raise ValueError(f"A browser needs a web server, and --stack {name} has none. Use --stack {REAL}.")
    try:
        from timeskip.stacks.real.chromium import executable
    except ImportError as error:
        raise ValueError("A browser needs Playwright. Run `pip install timeskip[browser]`.") from error
    executable()
    return REAL


def run_on(stack: str, project: Project, command: list[str], *, workers: int = 1) -> int:
    """Run a command on a stack, and take the stack down whatever happens; returns the command's exit code.

    `workers`: processes in which the command tells stories at once.

    Raises ValueError where a server that the stack needs is missing or is another database, MissingExtra where a
    library is.
    """
    # A run that is told to stop takes down what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with _opened(stack, project, workers=workers) as environment:
        return run(command, {**environment, VARIABLE: stack})


def name_of_the_run() -> str:
    """Return the name of the stack that has been opened around this run."""
    return os.environ.get(VARIABLE, EMBEDDED)


def stack_of_the_run(project: Project, *, clock: str | None = None) -> Stack:
    """Return the stack that has been opened around this run; without one, the embedded stack.

    `clock` takes the place of the project's.
    """
    project = replace(project, clock=clock or project.clock)
    if name_of_the_run() == REAL:
        # Its modules find nothing to talk to anywhere else.
        from timeskip.stacks.real.stack import RealStack

        return RealStack(project)
    return Embedded.of(project)


@contextmanager
def _opened(stack: str, project: Project, *, workers: int) -> Iterator[dict[str, str]]:
    if stack == EMBEDDED:
        yield {}
    elif stack == POSTGRES:
        from timeskip.stacks.postgres import postgres_beside_the_run

        with postgres_beside_the_run(shares_core=workers == 1) as environment:
            yield environment
    else:
        require_stacks()
        from timeskip.stacks.real.servers import real_stack

        with real_stack(project, workers=workers) as environment:
            yield environment
