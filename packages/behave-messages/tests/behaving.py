"""Runs plain behave, without Django, on a folder of features, and reads the messages that it wrote."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMATTER = "behave_messages:MessagesFormatter"

Message = dict[str, Any]


@dataclass
class MessagesRun:
    """One run: its exit code, its output, the messages that it wrote, and when it began and ended."""

    exit_code: int
    output: str
    errors: str
    envelopes: list[Message]
    folder: Path
    began: float  # seconds since 1970
    ended: float

    def of(self, kind: str) -> list[Message]:
        """The messages of one kind."""
        return [envelope[kind] for envelope in self.envelopes if kind in envelope]


def run_behave(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None, to_stdout: bool = False
) -> MessagesRun:
    """Run behave in a folder; `environment` is added to the test's own."""
    written = folder / "messages.ndjson"
    # behave starts in no other place, even where environment.py defines the steps.
    (folder / "steps").mkdir(exist_ok=True)
    output = ["-f", FORMATTER] if to_stdout else ["-f", FORMATTER, "-o", written.name, "-f", "null"]
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "behave", *output, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
    )
    ended = time.time()
    if not to_stdout and not written.exists():
        raise RuntimeError(f"behave told its formatters nothing:\n{done.stdout}\n{done.stderr}")
    lines = done.stdout if to_stdout else written.read_text(encoding="utf-8")
    envelopes = [json.loads(line) for line in lines.split("\n") if line.startswith("{")]
    return MessagesRun(done.returncode, done.stdout, done.stderr, envelopes, folder, began, ended)
