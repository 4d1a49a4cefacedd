"""`make bench-report`: what the messages and the page add to the time of a run.

The same features are run without and with messages, in turns, and the page is made from what was written.
Times are processor seconds of the processes, which a busy machine disturbs least; the start, measured by a
run of no scenario, is taken off both. It judges nothing by the clock.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
ROUNDS = 3
ALLOWED = 10  # percent
NO_SCENARIO = ("--tags", "@no-scenario-has-this-tag")


class FailedError(Exception):
    """A process of the measurement failed."""


def seconds_of(*command: str) -> float:
    """Processor seconds, user and system, that a command takes; FailedError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise FailedError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def one_round(paths: list[str], folder: Path) -> dict[str, float]:
    """The seconds of each part."""
    messages, page = folder / "messages.ndjson", folder / "page.html"
    behave = ("manage.py", "behave", *paths, "--format", "progress3")
    to_file = ("--format", "behave_messages:MessagesFormatter", "--outfile", str(messages))
    return {
        "start": seconds_of(*behave, *NO_SCENARIO),
        "without": seconds_of(*behave),
        "with messages": seconds_of("manage.py", "behave", *paths, *to_file, "--format", "progress3"),
        "page": seconds_of("-m", "living_docs", str(messages), "--page", str(page)),
        "messages, MB": messages.stat().st_size / 1e6,
        "page, MB": page.stat().st_size / 1e6,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.living_docs", description=__doc__)
    parser.add_argument("paths", nargs="*", help="features; all of them where none is named")
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
    run = one["without"] - one["start"]
    return (one["with messages"] - one["start"] + one["page"]) / run - 1


if __name__ == "__main__":
    sys.exit(main())
