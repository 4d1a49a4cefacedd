"""Processor time of a run of features, by kind of process: `python -m bench.processes`.

Runs the features in turns at an earlier commit (`--before`) and now, by default on the real stack. `--also`
gives the runs of now more options of `manage.py behave`, such as `--also=--parallel=2`. A slow run fails
nothing.
"""

import argparse
import ctypes
import os
import shlex
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

from bench.processor_time import LONGEST_OUTPUT, FailedError
from bench.trees import before_and_after, environment_of, in_turns

TICK = os.sysconf("SC_CLK_TCK")  # a second
PAUSE = 0.1  # seconds between two looks
PR_SET_CHILD_SUBREAPER = 36
# What a kind of process has in its command line; the first that is found counts.
KINDS = {
    "valkey": "Redis",
    "redis-server": "Redis",
    "postgres": "PostgreSQL",
    "chrom": "Chromium",
    "playwright": "Chromium",
    "uvicorn": "web server",
    "celery": "Celery",
    "django migrate": "migrations",
    "manage.py behave": "the run",
}
FEATURES = ("features/02_notifications/preferences.feature",)


def run(tree: Path, arguments: list[str]) -> Counter[str]:
    """Run behave in a tree; returns processor seconds by kind of process, and those on the clock as "clock".

    Raises FailedError where a scenario fails.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "behave", "--format", "progress", *arguments],
        cwd=tree,
        env=environment_of(tree),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    # What it prints may be more than a pipe takes.
    os.set_blocking(process.stdout.fileno(), False)
    output, kinds, seconds = b"", {}, {}
    while process.poll() is None:
        for pid in _descendants(os.getpid()):
            _look(pid, kinds, seconds)
        output += process.stdout.read() or b""
        time.sleep(PAUSE)
    if process.returncode:
        words = output[-LONGEST_OUTPUT:].decode(errors="replace")
        raise FailedError(f"{' '.join(arguments)} failed in {tree}:\n{words}")
    found = Counter({"clock": time.monotonic() - began})
    for one, spent in seconds.items():
        found[kinds[one]] += spent
    return found


def _look(pid: str, kinds: dict[tuple, str], seconds: dict[tuple, float]) -> None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (OSError, UnicodeDecodeError):
        return
    # Ids are used again, and not at the same moment.
    one = (pid, fields[19])
    # A process that was forked to run another program has its parent's command line at first.
    if command:
        kinds[one] = next((kind for mark, kind in KINDS.items() if mark in command), "other")
    kinds.setdefault(one, "other")
    seconds[one] = (int(fields[11]) + int(fields[12])) / TICK


def _descendants(pid: int) -> list[str]:
    found: list[str] = []
    for folder in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = (folder / "children").read_text().split()
        except OSError:
            continue
        found += children
        for child in children:
            found += _descendants(int(child))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", default="", help="a commit; by default the newest tag, or HEAD~1")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stack", default="real")
    parser.add_argument("--options", type=shlex.split, default=[], help="options of behave for every run")
    parser.add_argument("--also", type=shlex.split, default=[], help="options of behave for the runs of now")
    parser.add_argument("features", nargs="*", default=list(FEATURES))
    asked = parser.parse_args()
    # What a server's start leaves behind stays among the descendants.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    common = ["--stack", asked.stack, *asked.options, *asked.features]
    with before_and_after(asked.before) as trees:
        rounds: dict[str, list[Counter[str]]] = {name: [] for name in trees}
        for name, tree in in_turns(trees, asked.rounds):
            rounds[name].append(run(tree, [*common, *(asked.also if name == "after" else [])]))
    report(rounds)


def report(rounds: dict[str, list[Counter[str]]]) -> None:
    """Print the median seconds of each kind of process in both trees."""
    kinds = sorted({kind for runs in rounds.values() for one in runs for kind in one} - {"clock"})
    print("| seconds | before | now |\n| --- | --- | --- |")
    for kind in kinds:
        print(f"| {kind} | {_median(rounds['before'], kind)} | {_median(rounds['after'], kind)} |")
    before, after = (
        median(one.total() - one["clock"] for one in rounds[name]) for name in ("before", "after")
    )
    print(f"| all processes | {before:.1f} | {after:.1f} |")
    print(f"| on the clock | {_median(rounds['before'], 'clock')} | {_median(rounds['after'], 'clock')} |")


def _median(runs: list[Counter[str]], kind: str) -> str:
    return f"{median(one[kind] for one in runs):.1f}"


if __name__ == "__main__":
    main()
