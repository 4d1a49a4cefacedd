"""Opens a stack around a run, and gives the run the stack that it is on."""

import os
import signal
import sys
from contextlib import AbstractContextManager
from dataclasses import replace

from timeskip.project import Project
from timeskip.stacks.embedded import Embedded
from timeskip.stacks.processes import run
from timeskip.stacks.protocol import Stack

EMBEDDED, POSTGRES, REAL = NAMES = ("embedded", "postgres", "real")
# What else a stack is called on a command line.
ALIASES = {"live": REAL}
# Set in the environment of a run that has been opened on another stack than the embedded one.
VARIABLE = "TIMESKIP_STACK"


def run_on(name: str, project: Project, command: list[str]) -> int:
    """Run a command on a stack, take the stack down whatever happens, and return the command's exit code.

    Raises ValueError where a server that the stack needs is missing or is another database.
    """
    # A run that is told to stop takes down what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with _opened(name, project) as environment:
        return run(command, {**environment, VARIABLE: name})


def stack_of_the_run(project: Project, *, clock: str | None = None) -> Stack:
    """Return the stack that this run is on; `clock` takes the place of the project's."""
    project = replace(project, clock=clock or project.clock)
    if os.environ.get(VARIABLE) == REAL:
        # Its modules find no servers anywhere else.
        from timeskip.stacks.real.stack import RealStack

        return RealStack(project)
    return Embedded.of(project)


def _opened(name: str, project: Project) -> AbstractContextManager[dict[str, str]]:
    # Most runs open neither, and their libraries are optional.
    if name == POSTGRES:
        from timeskip.stacks.postgres import postgres_beside_the_run

        return postgres_beside_the_run()
    from timeskip.stacks.real.servers import real_stack

    return real_stack(project)
