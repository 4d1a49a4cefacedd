"""What `behave --parallel` saves: `python -m bench.parallel`.

Each round runs the features in one process and in two, in turns. On a busy machine the clock says little, so
a speed-up is also worked out from processor time: what the run takes before it forks, and then the slowest
worker, or all of them and the run's own share on two cores, whichever is longer.

More workers than cores are simulated: the run's own dealing of the scenarios, with the times of the last run,
plus what a worker takes before its first scenario is over. The exit code is 1 if a run fails; a slow one
fails nothing.
"""

import argparse
import heapq
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from bench.process_tree import Tree, watched
from timeskip.behave.parallel import times
from timeskip.behave.parallel.dealing import Dealer, in_dealing_order

ROOT = Path(__file__).parents[1]
# The shortest of features, to see what a worker costs: two scenarios, one for each of two.
SHORT = tuple(f"features/01_applications/what_each_stage_requires.feature:{line}" for line in (20, 21))
WORKERS = (2, 4, 8)
CORES = 2


def behave(folder: Path, paths: list[str], *options: str) -> Tree:
    """One run of features with the reports of `make acceptance`."""
    messages = str(folder / "messages.ndjson")
    reports = ("-f", "behave_messages:MessagesFormatter", "-o", messages, "-f", "progress3")
    arguments = ("manage.py", "behave", *reports, "-D", f"times={folder / 'times.tsv'}", *options, *paths)
    tree = watched(*arguments, cwd=ROOT, environment={**os.environ, "DEBUG": "true"})
    if tree.exit_code:
        sys.exit(f"{' '.join(arguments)} failed:\n{tree.output[-2000:]}")
    return tree


def described(serial: Tree, parallel: Tree) -> str:
    """One round in words."""
    told = " and ".join(f"{seconds:.1f}" for seconds in parallel.forked.values())
    return (
        f"one process {serial.all:.1f} s; two: {parallel.until_fork:.1f} s before the fork, "
        f"{told} in workers, {parallel.after_fork:.1f} beside them, "
        f"{serial.all / implied(parallel):.2f} × by processor time; "
        f"on the clock {serial.wall:.0f} and {parallel.wall:.0f} s, {serial.wall / parallel.wall:.2f} ×"
    )


def implied(tree: Tree) -> float:
    """Seconds that a run would take if nothing else ran on CORES cores."""
    workers = list(tree.forked.values())
    return tree.until_fork + max(max(workers), (sum(workers) + tree.after_fork) / CORES)


def simulated(workers: int, seconds: list[float], start: float, worker_start: float, own: float) -> float:
    """Seconds of a run with so many workers and as many cores."""
    items = [SimpleNamespace(key=str(index), containers=()) for index in range(len(seconds))]
    known = {item.key: time for item, time in zip(items, seconds, strict=True)}
    dealer = Dealer(in_dealing_order(items, known, workers))
    free = [(0.0, number) for number in range(workers)]
    heapq.heapify(free)
    while (item := dealer.next(free[0][1])) is not None:
        heapq.heapreplace(free, (free[0][0] + known[item.key], free[0][1]))
    # The run's own work is shared by the cores.
    return start + worker_start + max(moment for moment, _ in free) + own / workers


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("paths", nargs="*", default=["features"])
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        small = [behave(folder, [*SHORT], "--parallel", "2") for _ in range(asked.rounds)]
        worker_start = median(max(tree.forked.values()) for tree in small)
        rounds = []
        for number in range(1, asked.rounds + 1):
            serial = behave(folder, asked.paths)
            parallel = behave(folder, asked.paths, "--parallel", "2")
            rounds.append((serial, parallel))
            print(f"Round {number}: {described(serial, parallel)}", flush=True)
        seconds = list(times.read(folder / "times.tsv").values())
    report(rounds, seconds, worker_start)


def report(rounds: list[tuple[Tree, Tree]], seconds: list[float], worker_start: float) -> None:
    """Print the medians, and what more workers would take."""
    whole = median(serial.all for serial, _ in rounds)
    start = median(parallel.until_fork for _, parallel in rounds)
    own = median(parallel.after_fork for _, parallel in rounds)
    # Recorded on the clock of a busy machine: only their ratios are taken.
    scale = median(sum(parallel.forked.values()) - 2 * worker_start for _, parallel in rounds) / sum(seconds)
    measured = median(serial.all / implied(parallel) for serial, parallel in rounds)
    print(
        f"\nTwo workers: {measured:.2f} × by processor time. A worker's start takes {worker_start:.2f} s.\n"
    )
    print("| workers | simulated | beside one process |\n| --- | --- | --- |")
    for workers in WORKERS:
        took = simulated(workers, [one * scale for one in seconds], start, worker_start, own)
        print(f"| {workers} | {took:.1f} s | {whole / took:.2f} × |")


if __name__ == "__main__":
    main()
