"""`make bench-scale`: the long tasks over books of growing size, on SQLite and on PostgreSQL.

Each measurement is a process of its own on a fresh copy of the book. It judges nothing by the clock.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.scale.databases import DATABASES, call, copy_of

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
# Of the obvious loop no more are timed: it takes as long for each.
LOOPED = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="repayments in the book")
    parser.add_argument("--databases", choices=DATABASES, nargs="+", default=list(DATABASES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for kind in options.databases:
            database = DATABASES[kind](folder)
            try:
                print(f"\n{database.name}\n{_head()}", flush=True)
                for size in options.sizes:
                    print(_reminders(database, size, options.rounds, folder), flush=True)
            finally:
                database.close()


def _head() -> str:
    return (
        f"{'repayments':>11}{'due':>8}{'sweep s':>9}{'/ floor':>9}{'loop /':>8}{'queries/1000':>14}"
        f"{'MB more':>9}{'pushes s':>10}{'ms/e-mail':>11}   by round: sweep / floor"
    )


def _reminders(database, size: int, rounds: int, folder: Path) -> str:
    print(f"{database.name}: a book of {size} repayments", file=sys.stderr)
    database.create("book")
    call("bench.scale.book:lay_out", size, database_url=database.url("book"))
    rows = folder / "rows.pickle"
    sweeps, floors, loops = [], [], []
    for _ in range(rounds):
        with copy_of(database, "book") as url:
            sweeps.append(call("bench.scale.reminders:sweep", rows, database_url=url))
        with copy_of(database, "book") as url:
            floors.append(call("bench.scale.reminders:floor", rows, database_url=url))
        with copy_of(database, "book") as url:
            loops.append(call("bench.scale.reminders:loop", LOOPED, database_url=url))
    database.drop("book")
    for sweep, floor in zip(sweeps, floors, strict=True):
        if sweep["due"] != floor["due"] or sweep["due"] != size // 50:
            sys.exit(f"The work was not done: {sweep} {floor}")
    pairs = [sweep["seconds"] / floor["seconds"] for sweep, floor in zip(sweeps, floors, strict=True)]
    slower = [
        loop["seconds"] / loop["due"] * sweep["due"] / sweep["seconds"]
        for loop, sweep in zip(loops, sweeps, strict=True)
    ]
    first = sweeps[0]
    return (
        f"{size:>11}{first['due']:>8}{_median(sweeps, 'seconds'):>9.2f}{median(pairs):>9.2f}"
        f"{median(slower):>8.1f}{first['queries'] / first['due'] * 1000:>14.0f}"
        f"{_median(sweeps, 'megabytes'):>9.0f}{_median(sweeps, 'pushes'):>10.2f}"
        f"{_median(sweeps, 'milliseconds an e-mail'):>11.2f}   " + "  ".join(f"{one:.2f}" for one in pairs)
    )


def _median(runs: list[dict], figure: str) -> float:
    return median(run[figure] for run in runs)


if __name__ == "__main__":
    main()
