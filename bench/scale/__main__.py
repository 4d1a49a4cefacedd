"""`make bench-scale`: the long tasks over loan books of growing size, on SQLite and on PostgreSQL.

Each measurement is a process of its own on a fresh copy of the book. A slow run fails nothing.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.scale.databases import DATABASES, call, copy_of

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 3
# The loop is timed for so many rows only: each takes as long as the next.
LOOPED = 2_000
HEAD = (
    f"{'repayments':>11}  {'work':<16}{'rows':>9}{'seconds':>9}{'/ floor':>9}{'loop /':>8}"
    f"{'queries/1000':>14}{'MB more':>9}"
)


@dataclass(frozen=True)
class Work:
    """One task: itself, the floor beneath it and the obvious loop, each a function of `bench.scale`.

    `argument` makes of the size of the book and of the folder what the task and its floor are handed.
    """

    name: str
    task: str
    floor: str | None
    loop: str | None
    argument: Callable[[int, Path], object]


WORKS = (
    Work(
        "reminders",
        "reminders:sweep",
        "reminders:floor",
        "reminders:loop",
        lambda size, folder: folder / "rows.pickle",
    ),
    Work("weekly report", "reports:weekly", "reports:weekly_floor", "reports:weekly_loop", lambda *_: ""),
    Work("monthly check", "reports:monthly", "reports:monthly_floor", "reports:monthly_loop", lambda *_: ""),
    Work("arrears", "reports:arrears", None, None, lambda *_: ""),
    Work(
        "bank file",
        "bank_file:sweep",
        "bank_file:floor",
        "bank_file:loop",
        # A line for each ten repayments: of a million, a hundred thousand lines.
        lambda size, folder: size // 10,
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="repayments in the book")
    parser.add_argument("--databases", choices=DATABASES, nargs="+", default=list(DATABASES))
    parser.add_argument("--works", choices=[work.name for work in WORKS], nargs="+")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--looped", type=int, default=LOOPED, help="rows for which the loop is timed")
    options = parser.parse_args()
    works = [work for work in WORKS if not options.works or work.name in options.works]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for kind in options.databases:
            database = DATABASES[kind](folder)
            try:
                print(f"\n{database.name}\n{HEAD}", flush=True)
                for size in options.sizes:
                    _measure(database, size, works, options, folder)
            finally:
                database.close()


def _measure(database, size: int, works: list[Work], options: argparse.Namespace, folder: Path) -> None:
    print(f"{database.name}: a book of {size} repayments is written", file=sys.stderr)
    database.create("book")
    call("bench.scale.book:lay_out", size, database_url=database.url("book"))
    for work in works:
        argument = work.argument(size, folder)
        tasks, floors, loops = [], [], []
        for _ in range(options.rounds):
            for function, given, runs in (
                (work.task, argument, tasks),
                (work.floor, argument, floors),
                (work.loop, options.looped, loops),
            ):
                if function:
                    with copy_of(database, "book") as url:
                        runs.append(call(f"bench.scale.{function}", given, database_url=url))
        print(_row(size, work.name, tasks, floors, loops), flush=True)
    database.drop("book")


def _row(size: int, name: str, tasks: list[dict], floors: list[dict], loops: list[dict]) -> str:
    rows = [task.get("due") or floor["due"] for task, floor in zip(tasks, floors, strict=False)] or [0]
    if any(floor["due"] != row for floor, row in zip(floors, rows, strict=False)):
        sys.exit(f"The work was not done: {tasks} {floors}")
    pairs = [_cost(task) / _cost(floor) for task, floor in zip(tasks, floors, strict=False)]
    slower = [
        _cost(loop) / loop["due"] * row / _cost(task)
        for loop, task, row in zip(loops, tasks, rows, strict=False)
    ]
    by_thousand = f"{tasks[0]['queries'] / rows[0] * 1000:.1f}" if rows[0] else f"{tasks[0]['queries']} all"
    apart = ", ".join(
        f"{word} {median(task[word] for task in tasks):.2f}"
        for word in ("processor seconds", "seconds of pushes", "milliseconds an e-mail")
        if word in tasks[0]
    )
    return (
        f"{size:>11}  {name:<16}{rows[0] or '':>9}{median(task['seconds'] for task in tasks):>9.2f}"
        f"{_middle(pairs):>9}{_middle(slower):>8}{by_thousand:>14}"
        f"{median(task['megabytes'] for task in tasks):>9.0f}   {apart}"
    )


def _cost(run: dict) -> float:
    """Processor seconds, which other work on the machine changes little, where they were measured."""
    return run.get("processor seconds", run["seconds"])


def _middle(ratios: list[float]) -> str:
    return f"{median(ratios):.2f}" if ratios else ""


if __name__ == "__main__":
    main()
