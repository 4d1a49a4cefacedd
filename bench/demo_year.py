"""What the demo takes, in this tree and at an earlier commit: `python -m bench.demo_year --before <commit>`.

Each round runs `manage.py demo` once in each tree, in turns, into a migrated SQLite file of its own. It
takes the processor time (user and system) of the process and its children, and the peak memory of the
process. The exit code is 1 if a run fails; a slow run fails nothing. Linux and macOS.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.processor_time import LONGEST_OUTPUT, FailedError, processor_seconds
from bench.trees import GitError, before_and_after, environment_of, in_turns

ROUNDS = 3
# ru_maxrss is in kibibytes on Linux and in bytes on macOS.
A_MEBIBYTE = 1024**2 if sys.platform == "darwin" else 1024


class Figures(NamedTuple):
    """Processor seconds and the peak memory, in MiB, of one run."""

    seconds: float
    memory: float


def figures_of(tree: Path, *, months: int, applications: int) -> Figures:
    """Run the demo once. Raises FailedError where it fails."""
    with TemporaryDirectory() as folder:
        environment = environment_of(tree) | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        processor_seconds("manage.py", "migrate", "--verbosity=0", cwd=tree, environment=environment)
        options = (f"--months={months}", f"--applications={applications}")
        output = Path(folder) / "output"
        with output.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "demo", *options],
                cwd=tree,
                env=environment,
                stdout=file,
                stderr=file,
            )
            _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise FailedError(f"The demo failed in {tree}:\n{output.read_text()[-LONGEST_OUTPUT:]}")
    return Figures(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / A_MEBIBYTE)


def measure(commit: str, rounds: int, *, months: int, applications: int) -> dict[str, list[Figures]]:
    """The figures of each round, by tree."""
    with before_and_after(commit) as trees:
        runs: dict[str, list[Figures]] = {name: [] for name in trees}
        for name, tree in in_turns(trees, rounds):
            runs[name].append(figures_of(tree, months=months, applications=applications))
            seconds, memory = runs[name][-1]
            line = f"round {len(runs[name])} of {rounds}: {name} {seconds:.1f} s, {memory:.0f} MiB"
            print(line, file=sys.stderr, flush=True)
    return runs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.demo_year", description=__doc__)
    parser.add_argument(
        "--before", default="", help="a commit; by default the newest tag before HEAD, or HEAD~1"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--months", type=int, default=2)
    parser.add_argument("--applications", type=int, default=40)
    options = parser.parse_args()
    try:
        runs = measure(
            options.before, options.rounds, months=options.months, applications=options.applications
        )
    except (GitError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'':<20}{'before':>10}{'after':>10}{'ratio':>8}")
    for title, name in (("processor, s", "seconds"), ("peak memory, MiB", "memory")):
        before, after = (median(getattr(run, name) for run in runs[tree]) for tree in ("before", "after"))
        print(f"{title:<20}{before:>10.1f}{after:>10.1f}{after / before:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
