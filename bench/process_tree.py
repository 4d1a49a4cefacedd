"""Processor time of a command and of each process that it forks, watched from outside. Linux only."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")  # a second
PAUSE = 0.02  # seconds between two looks


@dataclass
class Tree:
    """Processor seconds of a command until it forks, from then on, and of each process that it has forked."""

    until_fork: float = 0.0
    after_fork: float = 0.0
    forked: dict[int, float] = field(default_factory=dict)
    wall: float = 0.0
    exit_code: int = 0
    output: str = ""

    @property
    def all(self) -> float:
        return self.until_fork + self.after_fork + sum(self.forked.values())


def watched(*arguments: str, cwd: Path, environment: dict[str, str]) -> Tree:
    """Run Python with these arguments, and look at its processes until it ends."""
    tree = Tree()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    # What it prints may be more than a pipe takes.
    os.set_blocking(process.stdout.fileno(), False)
    output = b""
    while process.poll() is None:
        children = _children(process.pid)
        own = _seconds(process.pid)
        if own is not None:
            if children or tree.forked:
                tree.after_fork = own - tree.until_fork
            else:
                tree.until_fork = own
        for child in children:
            tree.forked[child] = _seconds(child) or tree.forked.get(child, 0.0)
        output += process.stdout.read() or b""
        time.sleep(PAUSE)
    output += process.stdout.read() or b""
    tree.wall, tree.exit_code, tree.output = time.monotonic() - began, process.returncode, output.decode()
    return tree


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _seconds(pid: int) -> float | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICK
