"""`make bench-report`: what the messages and the page add to the time of a run.

Runs the features with messages and measures the time in the formatter and in the recording of evidence. The
rest is the run without a report. Then it makes the page. Times are processor seconds of one run, so that a
busy machine affects both sides of the ratio alike. It has no time limit.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
ROUNDS = 3
ALLOWED = 10  # percent
# Where the formatter with a watch writes its times.
TIMES = "BENCH_TIMES"


class FailedError(Exception):
    """A process of the measurement failed."""


def seconds_of(*command: str, **environment: str) -> float:
    """Processor seconds (user and system) of a command; raises FailedError if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise FailedError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def one_round(paths: list[str], folder: Path) -> dict[str, float]:
    """The seconds of each part, and the sizes of what was written."""
    messages, page, times = folder / "messages.ndjson", folder / "page.html", folder / "times.json"
    to_file = ("--format", "bench.timed_messages:TimedMessages", "--outfile", str(messages))
    seconds_of("manage.py", "behave", *paths, *to_file, "--format", "progress3", **{TIMES: str(times)})
    found = json.loads(times.read_text())
    return {
        "the run without a report, s": found["whole"] - found["report"],
        "messages and evidence, s": found["report"],
        "page, s": seconds_of("-m", "living_docs", str(messages), "--page", str(page)),
        "messages, MB": messages.stat().st_size / 1e6,
        "page, MB": page.stat().st_size / 1e6,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.living_docs", description=__doc__)
    parser.add_argument("paths", nargs="*", help="features; by default all")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    rounds = []
    try:
        for number in range(1, options.rounds + 1):
            print(f"round {number} of {options.rounds}", file=sys.stderr)
            with TemporaryDirectory() as folder:
                rounds.append(one_round(options.paths, Path(folder)))
    except FailedError as error:
        print(error, file=sys.stderr)
        return 1
    _print(rounds)
    return 0


def _print(rounds: list[dict[str, float]]) -> None:
    print("\n| | median | by round |\n|---|---:|---|")
    for part in rounds[0]:
        values = [one[part] for one in rounds]
        print(f"| {part} | {median(values):.1f} | {', '.join(f'{value:.1f}' for value in values)} |")
    added = [100 * _share(one) for one in rounds]
    print(
        f"\nMessages and page add {median(added):.1f} % to the run "
        f"({', '.join(f'{one:.1f}' for one in added)}); at most {ALLOWED} % is asked."
    )


def _share(one: dict[str, float]) -> float:
    return (one["messages and evidence, s"] + one["page, s"]) / one["the run without a report, s"]


if __name__ == "__main__":
    sys.exit(main())
