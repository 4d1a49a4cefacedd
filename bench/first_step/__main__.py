"""How long one scenario takes to its first step, in this tree and at an earlier commit.

Each round runs `manage.py behave FILE:LINE` once in each tree, in turns. It takes the processor time (user
and system) and the time on the clock from the start of the process to the start of the first step. The
processor time of the whole run stands beside them, because work that begins only after the first step is not
saved. The exit code is 1 if a run fails; a slow run fails nothing.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.processor_time import FailedError, processor_seconds
from bench.trees import GitError, before_and_after, environment_of, in_turns

ROUNDS = 15
FEATURE = "features/07_live_updates/the_bell.feature"
ON_PATH = Path(__file__).parent / "on_path"
FORMATTER = "until_first_step:UntilFirstStep"
TITLES = {
    "processor": "to the first step, processor",
    "clock": "to the first step, on the clock",
    "whole run": "the whole run, processor",
}


def place_of(tree: Path, feature: str) -> str:
    """FILE:LINE of the first scenario of a feature. Raises FailedError where it has none."""
    lines = (tree / feature).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip().startswith("Scenario:"):
            return f"{feature}:{number}"
    raise FailedError(f"{feature} has no scenario in {tree}.")


def seconds_of(tree: Path, feature: str) -> dict[str, float]:
    """Seconds of one run, by figure. Raises FailedError where it does not pass."""
    command = ("manage.py", "behave", place_of(tree, feature), "--format", "progress3", "--format", FORMATTER)
    environment = environment_of(tree)
    environment["PYTHONPATH"] += f"{os.pathsep}{ON_PATH}"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        environment["FIRST_STEP_FILE"] = str(file)
        environment["FIRST_STEP_BEGAN"] = str(time.clock_gettime(time.CLOCK_MONOTONIC))
        whole, _ = processor_seconds(*command, cwd=tree, environment=environment)
        return json.loads(file.read_text(encoding="utf-8")) | {"whole run": whole}


def measure(commit: str, rounds: int, feature: str) -> dict[str, list[dict[str, float]]]:
    """The figures of each round, by tree."""
    with before_and_after(commit) as trees:
        for tree in trees.values():
            # A fresh checkout has no compiled modules, and nothing kept from earlier runs.
            seconds_of(tree, feature)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in trees}
        for name, tree in in_turns(trees, rounds):
            runs[name].append(seconds_of(tree, feature))
    return runs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.first_step", description=__doc__)
    parser.add_argument(
        "--before", default="", help="a commit; by default the newest tag before HEAD, or HEAD~1"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--feature", default=FEATURE, help="whose first scenario runs")
    options = parser.parse_args()
    try:
        runs = measure(options.before, options.rounds, options.feature)
    except (GitError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'':<32}{'before':>9}{'after':>9}{'ratio':>8}   medians of {options.rounds} rounds")
    for figure, title in TITLES.items():
        before, after = ([run[figure] for run in runs[name]] for name in ("before", "after"))
        ratio = median(now / then for then, now in zip(before, after, strict=True))
        print(f"{title:<32}{median(before):>7.2f} s{median(after):>7.2f} s{ratio:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
