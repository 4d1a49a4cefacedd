"""`make bench-report`: what the messages and the page add to the time of a run.

Runs the features with a formatter that times itself and the making and attaching of evidence; the rest is the
run without a report. Then makes the page from the messages. Times are processor seconds of one run, so that
other work on the machine disturbs both sides of the ratio alike. A slow run fails nothing.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from behave.matchers import Match
from behave.runner import ModelRunner

from behave_messages import MessagesFormatter
from bench.processor_time import FailedError, processor_seconds
from bench.stopwatch import Stopwatch

ROOT = Path(__file__).parents[1]
ROUNDS = 3
ALLOWED = 10  # percent
# The environment variable that names the file for the formatter's times.
TIMES = "BENCH_TIMES"
TIMED = (
    *("uri", "feature", "rule", "scenario", "match", "result", "eof", "embedding"),
    *("run_begins", "hook_begins", "hook_ends", "cleanup_failed"),
)


class TimedMessages(MessagesFormatter):
    """Writes the same messages as its base class, and at the end how long that took."""

    def __init__(self, stream_opener, config) -> None:
        self._begun = time.process_time()
        self._stopwatch = Stopwatch()
        for name in TIMED:
            setattr(self, name, self._stopwatch.around(getattr(self, name)))
        super().__init__(stream_opener, config)

    def run_begins(self, runner: ModelRunner, hooks: dict[str, Callable]) -> None:
        self._context = runner.context
        super().run_begins(runner, hooks)

    def match(self, match: Match) -> None:
        # The first step is the first moment at which the suite's evidence exists.
        evidence = type(self._context.world.evidence)
        if not hasattr(evidence.hand_over, "__wrapped__"):
            evidence.hand_over = self._stopwatch.around(evidence.hand_over)
        super().match(match)

    def close(self) -> None:
        self._stopwatch.around(super().close)()
        whole = time.process_time() - self._begun
        Path(os.environ[TIMES]).write_text(json.dumps({"whole": whole, "report": self._stopwatch.seconds}))


def one_round(paths: list[str], folder: Path) -> dict[str, float]:
    """The seconds of each part, and the sizes of the files."""
    messages, page, times = folder / "messages.ndjson", folder / "page.html", folder / "times.json"
    environment = {**os.environ, TIMES: str(times)}
    to_file = ("--format", "bench.living_docs:TimedMessages", "--outfile", str(messages))
    behave = ("manage.py", "behave", *paths, *to_file, "--format", "progress3")
    processor_seconds(*behave, cwd=ROOT, environment=environment)
    found = json.loads(times.read_text())
    living_docs = ("-m", "living_docs", str(messages), "--page", str(page))
    page_seconds, _ = processor_seconds(*living_docs, cwd=ROOT, environment=environment)
    return {
        "the run without a report, s": found["whole"] - found["report"],
        "messages and evidence, s": found["report"],
        "page, s": page_seconds,
        "messages, MB": messages.stat().st_size / 1e6,
        "files beside them, MB": sum(file.stat().st_size for file in _files(messages)) / 1e6,
        "page, MB": page.stat().st_size / 1e6,
    }


def _files(messages: Path) -> list[Path]:
    folder = messages.with_suffix(".attachments")
    return [file for file in folder.rglob("*") if file.is_file()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.living_docs", description=__doc__)
    parser.add_argument("paths", nargs="*", help="features; by default all of them")
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
        f"({', '.join(f'{one:.1f}' for one in added)}); the limit is {ALLOWED} %."
    )


def _share(one: dict[str, float]) -> float:
    return (one["messages and evidence, s"] + one["page, s"]) / one["the run without a report, s"]


if __name__ == "__main__":
    sys.exit(main())
