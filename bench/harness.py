"""`make bench`: the same work as four variants, and a table of what one scenario costs in each.

It judges nothing by the clock. The exit code is 1 only where a variant failed to run or did not do the work.
"""

import argparse
import sys

from bench.measure import NotDoneError, measure
from bench.report import Report
from bench.variants import VARIANTS, Variant

# Taken in turns, so that a busy minute of the machine falls on every variant.
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.harness", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each variant's process is run")
    rounds = parser.parse_args().rounds
    times: dict[Variant, list[list[float]]] = {variant: [] for variant in VARIANTS}
    try:
        for number in range(1, rounds + 1):
            for variant in VARIANTS:
                print(f"round {number} of {rounds}: {variant.name}", file=sys.stderr)
                times[variant].append(measure(variant))
    except NotDoneError as error:
        print(error, file=sys.stderr)
        return 1
    print(Report(times))
    return 0


if __name__ == "__main__":
    sys.exit(main())
