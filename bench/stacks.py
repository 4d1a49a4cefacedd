"""`make bench-stacks`: the same features on each stack, beside each other.

The start of a stack is counted apart. A slow run fails nothing.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
STACKS = ("embedded", "postgres", "real")
# Long enough for stable figures, short enough for several rounds.
FEATURES = (
    "features/01_applications",
    "features/02_notifications",
    "features/05_documents",
    "features/06_payments",
    "features/07_live_updates",
)


@dataclass(frozen=True)
class Round:
    """One run on one stack: seconds of each scenario that passed, and of starting and stopping."""

    scenarios: dict[str, float]
    around: float


def run(stack: str, features: list[str]) -> Round:
    """Run the features once. Raises CalledProcessError if one fails."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            [
                *(sys.executable, "manage.py", "behave", *features, "--stack", stack),
                *("--junit", "--junit-directory", folder, "--format", "progress"),
            ],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "crm_backend.settings"},
            check=True,
            capture_output=True,
        )
        took = time.perf_counter() - began
        suites = [ElementTree.parse(file).getroot() for file in Path(folder).glob("*.xml")]  # noqa: S314 our own
    scenarios = {
        f"{case.get('classname')}: {case.get('name')}": float(case.get("time"))
        for suite in suites
        for case in suite.iter("testcase")
        if case.get("status") == "passed"
    }
    return Round(scenarios, took - sum(scenarios.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stacks", nargs="+", choices=STACKS, default=STACKS, help="beside embedded")
    parser.add_argument("features", nargs="*", default=list(FEATURES))
    options = parser.parse_args()
    stacks = [stack for stack in STACKS if stack == "embedded" or stack in options.stacks]
    rounds: dict[str, list[Round]] = {stack: [] for stack in stacks}
    for _ in range(options.rounds):
        # In turns, so that other work on the machine disturbs all stacks.
        for stack in stacks:
            rounds[stack].append(run(stack, options.features))
    told = set.intersection(*(set(one.scenarios) for runs in rounds.values() for one in runs))
    print(f"{len(told)} scenarios that run on every stack, {options.rounds} rounds, medians:\n")
    print("| stack | all of them | beside embedded | median scenario | 90th percentile | start and end |")
    print("| --- | --- | --- | --- | --- | --- |")
    embedded = median(_total(one, told) for one in rounds["embedded"])
    for stack, runs in rounds.items():
        total = median(_total(one, told) for one in runs)
        each = sorted(median(one.scenarios[name] for one in runs) for name in told)
        print(
            f"| {stack} | {total:.1f} s | {total / embedded:.2f} × | {median(each):.3f} s "
            f"| {each[len(each) * 9 // 10]:.3f} s | {median(one.around for one in runs):.1f} s |"
        )


def _total(one: Round, told: set[str]) -> float:
    return sum(one.scenarios[name] for name in told)


if __name__ == "__main__":
    main()
