"""Runs one variant once in its own process, and checks that it did the work.

A repetition is timed from its start to the start of the next, in real time. So the time includes all that
one more scenario costs: setup, teardown, and the runner's own work and report. It excludes the start of the
process and the creation of the test database. The first repetition is not counted, because pytest-django creates the
database there, and neither is the last, which has no successor.
"""

import json
import os
import subprocess
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.facts import FRAMES
from bench.record import RECORD, REPETITIONS
from bench.variants import Variant

ROOT = Path(__file__).parent.parent
# These name external services; here all of them are embedded, and tasks are eager.
OUTSIDE_PARTS = ("DATABASE_URL", "BROKER_URL", "CHANNEL_LAYER_URL", "EMAIL_URL")
PATIENCE = 600  # seconds; a variant that takes longer hangs
SAID = 3000  # characters shown of a failed variant's output; the error is at its beginning


class NotDoneError(Exception):
    """A variant failed, or did not do the work."""


def measure(variant: Variant) -> list[float]:
    """Run a variant. Returns the seconds of each repetition except the first and the last."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        record = folder / "record.json"
        _run(variant, folder / "variant", record)
        found = json.loads(record.read_text())
    _check(variant, found)
    return [after - before for before, after in pairwise(found["begun"][1:])]


def _run(variant: Variant, folder: Path, record: Path) -> None:
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in OUTSIDE_PARTS}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        RECORD: str(record),
        REPETITIONS: str(variant.repetitions),
    }
    try:
        done = subprocess.run(
            variant.arguments(folder),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as expired:
        raise NotDoneError(f"{variant.name} had not ended after {PATIENCE} seconds.") from expired
    if done.returncode or not record.exists():
        said = f"{done.stdout[:SAID]}\n…\n{done.stderr[-SAID:]}"
        raise NotDoneError(f"{variant.name} failed with exit code {done.returncode}:\n{said}")


def _check(variant: Variant, found: dict[str, list]) -> None:
    if len(found["begun"]) != variant.repetitions:
        raise NotDoneError(f"{variant.name} began {len(found['begun'])} times, not {variant.repetitions}.")
    if found["received"] != [FRAMES] * variant.repetitions:
        other = next((frames for frames in found["received"] if frames != FRAMES), "too few")
        raise NotDoneError(f"{variant.name} did not receive {FRAMES} every time, but: {other}")
