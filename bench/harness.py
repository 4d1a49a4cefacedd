"""`make bench`: the same work in four variants, and the cost of a scenario in each.

It has no time limit. The exit code is 1 only if a variant failed or did not do the work.
"""

import argparse
import sys

from bench.measure import NotDoneError, measure
from bench.report import Report
from bench.variants import VARIANTS, Variant

# Variants take turns, so that a busy minute of the machine affects all of them.
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
