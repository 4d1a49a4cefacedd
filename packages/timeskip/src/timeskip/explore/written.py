"""Found stories as scenarios in the suite's own words, which `manage.py behave` runs."""

import re
from collections.abc import Sequence
from pathlib import Path

MOST_LETTERS = 50  # of a file's name


def remove_written(folder: Path, theme: str) -> None:
    """Remove what an earlier run has written of a theme."""
    for file in folder.glob(f"{theme}-*.feature"):
        file.unlink()


def write(folder: Path, theme: str, title: str, steps: Sequence[str]) -> Path:
    """Write a story as a feature; returns its file."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", title.lower()).strip("-")[:MOST_LETTERS].rstrip("-")
    file = folder / f"{theme}-{name}.feature"
    file.write_text(as_feature(title, steps), encoding="utf-8")
    return file


def as_feature(title: str, steps: Sequence[str]) -> str:
    """Return a feature of one scenario as it is written."""
    lines = "\n".join(f"    {line.strip()}" for step in steps for line in step.strip().splitlines())
    return f"Feature: Found by exploring\n\n  Scenario: {title}\n{lines}\n"
