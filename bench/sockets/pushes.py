"""One push to a thousand people: an earlier commit, this tree and a bare Channels echo consumer, in turns.

Each is a uvicorn process with a socket for each person, all on one PostgreSQL and one Redis pub/sub. A
round pushes to everybody once in each. A ratio is the median of the rounds' own ratios, so that other work
on the machine disturbs both sides of it. A slow run fails nothing.
"""

import argparse
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench.sockets.variants import LOGS, ROOT, Running, Variant, opened
from bench.trees import GitError, before_and_after
from timeskip.stacks.postgres import postgres
from timeskip.stacks.redis import redis

CRM = "crm_backend.asgi:application"
ECHO = "bench.sockets.echo:application"
Figures = dict[str, float]

FIGURES: dict[str, Callable[[dict], float]] = {
    "pushes a second, rows and commit and all": lambda push: len(push["heard"]) / seconds(push),
    "delay of a push, median, ms": lambda push: median(delays(push, "heard")),
    "delay of a push, 99th percentile, ms": lambda push: quantiles(delays(push, "heard"), n=100)[98],
    "processor time of the sender, ms a push": lambda push: push["processor"] * 1000 / len(push["heard"]),
    "processor time of the web process, ms a push": lambda push: push["server"] * 1000 / len(push["heard"]),
    "pushes that wait in the web process, most": lambda push: most_waiting(push),
    "time of a push in the web process, 99th percentile, ms": lambda push: quantiles(
        delays(push, "served"), n=100
    )[98],
}


def seconds(push: dict) -> float:
    """From the service's first statement to the last person's frame."""
    return (max(push["heard"].values()) - push["began"]) / 1e9


def delays(push: dict, until: str) -> list[float]:
    """Milliseconds from a group send until the frame left the application (`served`) or arrived (`heard`)."""
    return [(push[until][group] - sent) / 1e6 for group, sent in push["sent"].items()]


def most_waiting(push: dict) -> int:
    """The greatest number of pushes that had been sent and not yet been served, at any time."""
    sent, served = sorted(push["sent"].values()), sorted(push["served"].values())
    return max(number - bisect_right(served, at) for number, at in enumerate(sent, 1))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.sockets.pushes", description=__doc__)
    parser.add_argument(
        "--before", default="", help="a commit; by default the newest tag before HEAD, or HEAD~1"
    )
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--people", type=int, default=1000)
    options = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    try:
        with before_and_after(options.before) as trees, variants(trees, options.people) as running:
            rounds = [one_round(running, number) for number in range(options.rounds)]
    except GitError as error:
        print(error, file=sys.stderr)
        return 1
    tell(rounds)
    return 0


@contextmanager
def variants(trees: dict[str, Path], people: int) -> Iterator[list[Running]]:
    """Everything to be compared, running."""
    compared = [
        *(Variant(name, tree, CRM, "notify") for name, tree in trees.items()),
        Variant("echo", ROOT, ECHO, "send", has_logins=False),
    ]
    with ExitStack() as parts:
        enter = parts.enter_context
        servers = {"database": enter(postgres()), "redis": enter(redis(LOGS / "redis.log"))}
        yield [enter(opened(variant, servers, people)) for variant in compared]


def one_round(running: list[Running], number: int) -> dict[str, Figures]:
    """The figures of one push in each variant, by its name."""
    found = {}
    # None of them always comes first.
    start = number % len(running)
    for one in [*running[start:], *running[:start]]:
        push = one.push(f"Word-{number}-{os.getpid()}")
        found[one.variant.name] = {what: figure(push) for what, figure in FIGURES.items()}
    print(f"round {number + 1}", file=sys.stderr, flush=True)
    return found


def tell(rounds: list[dict[str, Figures]]) -> None:
    print("| | before | now | echo | now / before | now / echo |\n| --- | --- | --- | --- | --- | --- |")
    for what in FIGURES:
        before, now, echo = ([one[name][what] for one in rounds] for name in ("before", "after", "echo"))
        ratios = (ratio(now, before), ratio(now, echo))
        print(f"| {what} |", *(f"{median(each):,.2f} |" for each in (before, now, echo)), end="")
        print("", *(f"{each:.2f} |" for each in ratios))


def ratio(figures: list[float], others: list[float]) -> float:
    """The median of the rounds' own ratios."""
    return median(one / other for one, other in zip(figures, others, strict=True) if other)


if __name__ == "__main__":
    sys.exit(main())
