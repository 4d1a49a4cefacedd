"""What a scenario costs in this tree, beside an earlier commit: `make bench BEFORE=<commit>`.

The scenario opens a socket, moves an application (a Celery task follows) and sees the push. It is the
shortest such scenario in features/07_live_updates whose steps read the same in both trees; each tree runs it
with its own code.

Each round runs it COPIES times and LONGER times as often, in both trees, each run in its own process. The
difference in processor time (user and system) is the cost of the additional scenarios, without the start of
the process. The exit code is 1 if a run fails; a slow run fails nothing.
"""

import argparse
import re
import sys
from pathlib import Path
from statistics import median

from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from bench.processor_time import FailedError, processor_seconds
from bench.trees import GitError, before_and_after, environment_of, in_turns

ROUNDS = 20
COPIES = 25
LONGER = 4  # times as many copies in the longer run
FEATURES = Path("features/07_live_updates")
KEYWORDS = {"Context": "Given", "Action": "When", "Outcome": "Then"}
# A socket, a task and a push, by the type of the step and a word in it.
WANTED = (("Context", "online"), ("Action", "moves"), ("Outcome", "live"))

Steps = tuple[tuple[str, str], ...]  # (type, text) of each


def scenarios_of(tree: Path) -> set[Steps]:
    """The steps of each scenario in FEATURES that has neither tables nor texts, its background's first."""
    found = set()
    for file in sorted((tree / FEATURES).glob("*.feature")):
        document = Parser().parse(file.read_text(encoding="utf-8")) | {"uri": file.name}
        for pickle in Compiler().compile(document):
            steps = pickle["steps"]
            if not any("argument" in step for step in steps):
                found.add(tuple((step["type"], step["text"]) for step in steps))
    return found


def common_scenario(trees: dict[str, Path]) -> Steps:
    """The shortest scenario with a socket, a task and a push that reads the same in all trees.

    Raises FailedError where there is none.
    """
    both = set.intersection(*(scenarios_of(tree) for tree in trees.values()))
    wanted = [
        steps
        for steps in both
        if all(any(kind == type_ and word in text for type_, text in steps) for kind, word in WANTED)
    ]
    if not wanted:
        raise FailedError(
            f"No scenario of {FEATURES} with a socket, a move and a push reads the same in both trees. "
            "Name a later commit."
        )
    return min(wanted, key=lambda steps: (len(steps), steps))


def write_copies(tree: Path, steps: Steps, copies: int) -> Path:
    """Write a feature with so many copies of a scenario; returns its path within the tree."""
    lines = "\n".join(f"    {KEYWORDS[kind]} {text}" for kind, text in steps)
    scenarios = "\n\n".join(f"  Scenario: Copy {number}\n{lines}" for number in range(1, copies + 1))
    file = Path("features") / f"copies_{copies}.feature"
    (tree / file).write_text(f"Feature: {copies} copies of one scenario\n\n{scenarios}\n", encoding="utf-8")
    return file


def seconds_of(tree: Path, feature: Path, copies: int) -> float:
    """Processor seconds of a run; FailedError where a scenario did not pass."""
    arguments = ("manage.py", "behave", str(feature), "--format", "progress", "-D", "hang_after=600")
    seconds, output = processor_seconds(*arguments, cwd=tree, environment=environment_of(tree))
    if not re.search(rf"\b{copies} scenarios? passed, 0 failed", output):
        raise FailedError(f"Not all {copies} scenarios passed in {tree}:\n{output[-2000:]}")
    return seconds


def milliseconds_a_scenario(tree: Path, features: dict[int, Path]) -> float:
    """What one scenario costs: a short and a long run, and the difference for each additional scenario."""
    (few, short), (many, long) = sorted(features.items())
    return (seconds_of(tree, long, many) - seconds_of(tree, short, few)) * 1000 / (many - few)


def measure(commit: str, rounds: int, copies: int) -> dict[str, list[float]]:
    """Milliseconds a scenario in each round, by tree."""
    with before_and_after(commit) as trees:
        steps = common_scenario(trees)
        print("\n".join(text for _, text in steps), end="\n\n", flush=True)
        features = {
            name: {n: write_copies(tree, steps, n) for n in (copies, LONGER * copies)}
            for name, tree in trees.items()
        }
        for name, tree in trees.items():
            # A fresh checkout has no compiled modules: the first run compiles them.
            seconds_of(tree, features[name][copies], copies)
        times: dict[str, list[float]] = {name: [] for name in trees}
        for name, tree in in_turns(trees, rounds):
            times[name].append(milliseconds_a_scenario(tree, features[name]))
            line = f"round {len(times[name])} of {rounds}: {name} {times[name][-1]:.1f} ms"
            print(line, file=sys.stderr, flush=True)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.before_and_after", description=__doc__)
    parser.add_argument(
        "--before", default="", help="a commit; by default the newest tag before HEAD, or HEAD~1"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--copies", type=int, default=COPIES, help="scenarios of the shorter run")
    options = parser.parse_args()
    try:
        times = measure(options.before, options.rounds, options.copies)
    except (GitError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    ratios = [after / before for before, after in zip(times["before"], times["after"], strict=True)]
    print(f"{'':<8}{'median':>10}{'lowest':>10}{'highest':>10}   processor time of one scenario")
    for name in ("before", "after"):
        each = times[name]
        print(f"{name:<8}{median(each):>7.1f} ms{min(each):>7.1f} ms{max(each):>7.1f} ms")
    lowest, highest = min(ratios), max(ratios)
    print(f"ratio: {median(ratios):.2f}, the median of {len(ratios)} rounds ({lowest:.2f} to {highest:.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
