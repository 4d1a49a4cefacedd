"""One test with a socket, a task and a push, written in four ways, and what it costs in each.

The ways take turns in rounds, each in a process of its own, and a ratio is the median of the rounds' own. A
slow way fails nothing. The exit code is 1 if one fails to run or receives other frames.
"""

import argparse
import sys
from statistics import median

from bench.processor_time import FailedError
from bench.ways.measure import WAYS, Way, measured

ROUNDS = 3
REPETITIONS = 200
# Most of each is waiting for its live server.
SLOW_REPETITIONS = 25
FLOOR = WAYS[0]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ways", description=__doc__)
    names = [way.name for way in WAYS]
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--repetitions", type=int, default=REPETITIONS, help="of each way in a round")
    parser.add_argument("--ways", nargs="+", choices=names, default=names, help="beside the floor")
    options = parser.parse_args()
    ways = [way for way in WAYS if way is FLOOR or way.name in options.ways]
    try:
        rounds = [_round(number, ways, options) for number in range(options.rounds)]
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'one test':<44}{'processor':>12}{'/ floor':>9}{'on the clock':>14}{'/ floor':>9}")
    for way in ways:
        cells = []
        for figure in (0, 1):
            each = [one[way][figure] for one in rounds]
            ratio = median(one[way][figure] / one[FLOOR][figure] for one in rounds)
            cells.append(f"{median(each) * 1000:>9.1f} ms{ratio:>9.2f}")
        print(f"{way.title:<44}{'  '.join(cells)}")
    return 0


def _round(number: int, ways: list[Way], options: argparse.Namespace) -> dict[Way, tuple[float, float]]:
    """Medians of a round by way: processor seconds and seconds on the clock."""
    found = {}
    # Neither is always the first.
    for way in sorted(ways, key=WAYS.index, reverse=bool(number % 2)):
        most = SLOW_REPETITIONS if way.is_slow else options.repetitions
        times = measured(way, min(most, options.repetitions))
        found[way] = tuple(median(each) for each in zip(*times, strict=True))
        said = f"round {number + 1} of {options.rounds}: {way.title}, {found[way][0] * 1000:.1f} ms"
        print(said, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
