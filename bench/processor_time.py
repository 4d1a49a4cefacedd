"""Processor time of commands and processes: other work disturbs it less than time on the clock."""

import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

LONGEST_OUTPUT = 2000  # characters of a failed command's output


class FailedError(Exception):
    """A command that was to be measured failed; the message has the end of its output."""


def processor_seconds(*arguments: str, cwd: Path, environment: dict[str, str]) -> tuple[float, str]:
    """Run Python with these arguments. Returns user and system seconds, and what it printed.

    Raises FailedError where the command fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        output = f"{done.stdout[-LONGEST_OUTPUT:]}\n{done.stderr[-LONGEST_OUTPUT:]}"
        raise FailedError(f"{' '.join(arguments)} failed in {cwd}:\n{output}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def processor_seconds_of(pid: int) -> float:
    """Seconds that a process's threads have spent on a core; 0 where it has ended. Linux only."""
    seconds = 0.0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        # A thread, or the process, may end meanwhile.
        with suppress(FileNotFoundError, ProcessLookupError):
            seconds += int(task.read_text().split()[0]) / 1e9
    return seconds
