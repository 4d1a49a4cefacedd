"""How many stories a second `manage.py explore` tells, by theme, in processor time.

Each goes on from a copy of the process, with every check after each step. A slow run fails nothing.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.processor_time import FailedError, processor_seconds
from bench.trees import ROOT

ROUNDS = 3
DEPTH = 2
# Ten times as many as the prototype, which told each story from its beginning.
ASKED = 20  # stories a second


def one_round(depth: int, themes: list[str]) -> dict[str, float]:
    """Stories a second by theme; FailedError where a story ends in a breach."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "explored.json"
        processor_seconds(
            *("manage.py", "explore", "--depth", str(depth), "--report", str(report)),
            *("--found", str(Path(folder) / "found")),
            *(part for theme in themes for part in ("--theme", theme)),
            cwd=ROOT,
            environment=dict(os.environ),
        )
        explored = json.loads(report.read_text())["themes"]
    for theme in explored:
        print(f"{theme['theme']}: {theme['stories']} stories in {theme['seconds']} s")
    return {theme["theme"]: theme["stories"] / theme["seconds"] for theme in explored}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.explore", description=__doc__)
    parser.add_argument("themes", nargs="*", help="by default all")
    parser.add_argument("--depth", type=int, default=DEPTH)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    try:
        rounds = [one_round(options.depth, options.themes) for _ in range(options.rounds)]
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    for theme in rounds[0]:
        speed = median(one[theme] for one in rounds)
        print(f"{theme}: {speed:.1f} stories a second, the median of {len(rounds)} rounds")
    print(f"{ASKED} are asked for.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
