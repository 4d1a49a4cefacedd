"""What timeskip's `manage.py explore` has told and found, from the file that it writes."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class NotExploredError(Exception):
    """The file is not what `manage.py explore` writes."""


@dataclass(frozen=True)
class Breach:
    """What did not hold after a story: a title, what was said, and its scenario's file if there is one."""

    title: str
    said: str
    file: str = ""


@dataclass(frozen=True)
class Theme:
    """What came of one theme's stories."""

    name: str
    depth: int  # most acts of a story; random ones are longer
    stories: int
    seconds: float  # of processor time
    breaches: list[Breach] = field(default_factory=list)


@dataclass(frozen=True)
class Explored:
    """What came of a run."""

    themes: list[Theme]
    minutes: float  # of random stories of each theme
    seed: int

    @property
    def stories(self) -> int:
        """How many were told."""
        return sum(theme.stories for theme in self.themes)

    @property
    def breaches(self) -> int:
        """How many kinds of breach were found."""
        return sum(len(theme.breaches) for theme in self.themes)


def read_explored(file: Path) -> Explored:
    """Read the file. Raises NotExploredError for another one, OSError where there is none."""
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
        themes = [_theme(one) for one in told["themes"]]
        return Explored(themes, float(told["minutes"]), int(told["seed"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotExploredError(f"{file} is not what `manage.py explore` writes.") from error


def _theme(told: dict[str, Any]) -> Theme:
    breaches = [
        Breach(str(one["title"]), str(one["said"]), str(one["file"] or "")) for one in told["breaches"]
    ]
    numbers = int(told["depth"]), int(told["stories"]), float(told["seconds"])
    return Theme(str(told["theme"]), *numbers, breaches)
