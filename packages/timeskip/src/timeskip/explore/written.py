"""Found stories as scenarios in the suite's own words, which `manage.py behave` runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timeskip.explore.breach import Breach

MOST_LETTERS = 50  # of a file's name


@dataclass(frozen=True)
class Written:
    """A breach as it is reported: what does not hold, what was said, the file of its scenario, how many stories."""

    title: str
    said: str
    file: str | None
    times: int

    def __str__(self) -> str:
        seen = "one story" if self.times == 1 else f"{self.times} stories"
        run = f"\n\nRun it: python manage.py behave {self.file}" if self.file else ""
        scenario = f"\n\n{Path(self.file).read_text(encoding='utf-8').rstrip()}" if self.file else ""
        return f"{self.said}\n(in {seen}){scenario}{run}"


def remove_written(folder: Path, theme: str) -> None:
    """Remove what an earlier run has written of a theme."""
    for file in folder.glob(f"{theme}-*.feature"):
        file.unlink()


def write(folder: Path, theme: str, breach: Breach, steps: Sequence[str], times: int, *, repeats: bool) -> Written:
    """Write a story as a scenario; where it does not fail when told from its beginning, say so instead."""
    if not repeats:
        said = f"{breach.said}\nThis does not repeat when the story is told from its beginning:"
        return Written(breach.title, "\n".join([said, *steps]), None, times)
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", breach.title.lower()).strip("-")[:MOST_LETTERS].rstrip("-")
    file = folder / f"{theme}-{name}.feature"
    file.write_text(as_feature(breach.title, steps), encoding="utf-8")
    return Written(breach.title, breach.said, str(file), times)


def as_feature(title: str, steps: Sequence[str]) -> str:
    """Return a feature of one scenario as it is written."""
    lines = "\n".join(f"    {line.strip()}" for step in steps for line in step.strip().splitlines())
    return f"Feature: Found by exploring\n\n  Scenario: {title}\n{lines}\n"
