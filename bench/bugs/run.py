"""Runs what may find a bug, in a copy of the tree with the bug in it, until it has spoken."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bugs.bug import Bug
from bench.bugs.listener import ENDED, FEATURES, HEARD, INVARIANTS, WANTED
from bench.trees import ROOT, environment_of

NOBODY = "–"


class RunError(Exception):
    """What should find a bug did not run; the message has the end of its output."""


@contextmanager
def scratch_copy() -> Iterator[Path]:
    """A copy of what git knows or would add, until the end of the block."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with TemporaryDirectory(prefix="bugs-") as folder:
        tree = Path(folder)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, tree / name)
        yield tree


def features_speak(bug: Bug | None, tree: Path, *, columns: set[str], seconds: int) -> dict[str, str]:
    """Who of the features and the invariants speaks first: column → the scenario, or the invariant and where.

    `seconds` of processor time at most. Raises RunError.
    """
    heard = tree / "heard.json"
    heard.unlink(missing_ok=True)
    listens = ("--no-color", "--format", "bench.bugs.listener:Listener")
    command = ["manage.py", "behave", *_in_order(bug, tree), *listens]
    wanted = {HEARD: str(heard), WANTED: " ".join(sorted(columns))}
    output = _run(command, tree, environment=wanted, seconds=seconds)
    said = json.loads(heard.read_text()) if heard.exists() else {}
    if not said and "SIGXCPU" not in output:
        raise RunError(output)
    silent = NOBODY if said.get(ENDED) else f"not in {seconds} s"
    return {column: said.get(column, silent) for column in columns & {FEATURES, INVARIANTS}}


def _in_order(bug: Bug | None, tree: Path) -> list[str]:
    """Every feature, those that tell of what the bug breaks first."""

    def place(path: Path) -> tuple:
        if bug is None:
            return (str(path),)
        first = bug.first()
        name = f"{path.parent.name}/{path.stem}"
        begins = first.index(name) if name in first else len(first)
        return (begins, path.parent.name != bug.chapter, str(path))

    features = (path.relative_to(tree) for path in tree.glob("features/*/*.feature"))
    return [str(path) for path in sorted(features, key=place)]


def _run(command: list[str], tree: Path, *, environment: dict[str, str], seconds: int) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=tree,
        env=environment_of(tree) | environment,
        capture_output=True,
        text=True,
        preexec_fn=_at_most(seconds),
    )
    ended = "SIGXCPU " if done.returncode < 0 else ""
    return f"{ended}{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def _at_most(seconds: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, os.sysconf("SC_CLK_TCK") + seconds))
