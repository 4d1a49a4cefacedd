"""What days cost that pass in a story, in this tree and at an earlier commit, in turns.

One is a day on which nothing is to be done, the others are days of the whole calendar over 200 loans. A round
is a process for each tree; seconds are its processor seconds. A slow run fails nothing.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median

from bench.processor_time import FailedError, processor_seconds
from bench.trees import GitError, before_and_after, environment_of, in_turns

ROUNDS = 5
DAYS = 45
IN_TREE = Path(__file__).with_name("days_in_tree.py")


def figures_of(tree: Path, days: int, loans: int) -> dict[str, float]:
    """Run the days in a tree. Raises FailedError where that fails."""
    environment = environment_of(tree) | {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    environment["PYTHONPATH"] = f"{tree}{os.pathsep}{environment['PYTHONPATH']}"
    arguments = (str(IN_TREE), str(days), str(loans))
    _, printed = processor_seconds(*arguments, cwd=tree, environment=environment)
    return json.loads(printed.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.days", description=__doc__)
    parser.add_argument("--before", default="", help="a commit; by default the newest tag before HEAD")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--days", type=int, default=DAYS, help="of the whole calendar")
    parser.add_argument("--loans", type=int, default=200)
    options = parser.parse_args()
    runs: dict[str, list[dict[str, float]]] = {"before": [], "after": []}
    try:
        with before_and_after(options.before) as trees:
            for name, tree in in_turns(trees, options.rounds):
                runs[name].append(figures_of(tree, options.days, options.loans))
    except (GitError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'':<36}{'before':>10}{'after':>10}{'ratio':>8}   medians of {options.rounds} rounds")
    for title in runs["after"][0]:
        before, after = ([run[title] for run in runs[name]] for name in ("before", "after"))
        ratio = median(now / then for then, now in zip(before, after, strict=True))
        print(f"{title:<36}{median(before):>10.2f}{median(after):>10.2f}{ratio:>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
