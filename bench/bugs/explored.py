"""Lets `manage.py explore` look for a bug, in a copy of the tree with the bug in it."""

import json
import re
import subprocess
import sys
from pathlib import Path

from bench.bugs.bug import Bug
from bench.bugs.run import NOBODY, RunError
from bench.trees import environment_of

# Column → the options of the command.
DEPTHS = {"depth2": ("--depth", "2"), "depth3": ("--depth", "3"), "random": ("--depth", "0", "--random")}
# The first breach is enough, and nobody waits until it is reduced.
FIRST = ("--stop", "--budget", "1", "--seed", "1")
LONGEST_TITLE = 90  # characters
REPORT = Path("reports/explored.json")
FOUND, NONE_FOUND = 1, 0
# Where the bug breaks the theme's beginning already, which the command refuses.
BEGINNING = re.compile(r"The beginning of “[^”]*” fails: (?P<title>.*?)\.? \(")


def explorer_speaks(bug: Bug, tree: Path, column: str, *, minutes: float, seconds: int) -> str:
    """The first breach that a story of the bug's theme ends in; `seconds` on the clock. Raises RunError."""
    options = [*DEPTHS[column], *FIRST, "--theme", bug.theme]
    if column == "random":
        options += ["--minutes", str(minutes)]
    (tree / REPORT).unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [sys.executable, "manage.py", "explore", *options],
            cwd=tree, env=environment_of(tree), capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"not in {seconds} s"
    if beginning := BEGINNING.search(done.stderr):
        return _short(f"in the beginning: {beginning['title']}")
    if done.returncode not in (FOUND, NONE_FOUND):
        raise RunError(f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    (theme,) = json.loads((tree / REPORT).read_text())["themes"]
    if not theme["breaches"]:
        return f"{NOBODY} ({theme['stories']} stories)"
    return _short(theme["breaches"][0]["title"])


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"
