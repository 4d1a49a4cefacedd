"""What a project declares of its stories told otherwise: its books, and what may differ, each with its reason."""

import fnmatch
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from timeskip.retelling.ways import STACKS, WAYS

# Table → its rows, each by column. Values are words and numbers: no ids, tokens or names of files.
Row = Mapping[str, Any]
Books = Mapping[str, Sequence[Row]]

NAMES = (*WAYS, *STACKS)
EVERY_WAY = ("*",)


def _is_among(way: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(way, pattern) for pattern in patterns)


def _require_ways(ways: Sequence[str], reason: str) -> None:
    """ValueError for a pattern that is of no way."""
    if isinstance(ways, str) or not ways:
        raise ValueError(f"The ways are {ways!r}. Give a tuple of names or patterns of them. (“{reason}”)")
    for pattern in ways:
        if not fnmatch.filter(NAMES, pattern):
            raise ValueError(f"There is no way {pattern!r}. Choose from {', '.join(NAMES)}. (“{reason}”)")


@dataclass(frozen=True, kw_only=True)
class MayDiffer:
    """What may differ from the plain story, and why.

    Either of tables: `columns` may have other values; without columns, `lacks` and `adds` say whether rows of the
    plain story may be missing, and others be there. Or of the steps whose text contains `step`: they may fail.

    ways: patterns of the names of ways.
    scenario: a part of the title of the scenarios of which alone this is said.

    ValueError where it is of no way, or allows nothing.
    """

    ways: tuple[str, ...]
    reason: str
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lacks: bool = False
    adds: bool = False
    step: str = ""
    scenario: str = ""

    def __post_init__(self) -> None:
        _require_ways(self.ways, self.reason)
        of_tables = bool(self.columns or self.lacks or self.adds)
        if bool(self.step) == of_tables or of_tables != bool(self.tables):
            raise ValueError(
                f"MayDiffer takes a step, or tables with columns, with lacks or with adds. (“{self.reason}”)"
            )

    def concerns(self, way: str, scenario: str) -> bool:
        """Whether this is said of a way of telling a scenario."""
        return self.scenario in scenario and _is_among(way, self.ways)

    @property
    def words(self) -> str:
        """What may differ, in a few words."""
        if self.step:
            what = f"steps with “{self.step}” may fail"
        elif self.columns:
            what = f"{', '.join(self.tables)}: {', '.join(self.columns)}"
        else:
            rows = " and ".join(["rows may be missing"] * self.lacks + ["rows may be added"] * self.adds)
            what = f"{', '.join(self.tables)}: {rows}"
        return f"{what} (“{self.scenario}”)" if self.scenario else what


@dataclass(frozen=True, kw_only=True)
class NotRetold:
    """Scenarios with a step whose text contains `step` are not told in these ways, and why.

    ValueError where a way is none.
    """

    step: str
    reason: str
    ways: tuple[str, ...] = EVERY_WAY

    def __post_init__(self) -> None:
        _require_ways(self.ways, self.reason)


@dataclass(frozen=True, kw_only=True)
class Retelling:
    """A project's stories told otherwise.

    books: reads what a story (timeskip.stacks.protocol.StoryLike) leaves, at its end.
    aftermath: how long after its end, so that what was interrupted has been taken up again.
    """

    books: Callable[[Any], Books]
    aftermath: timedelta = timedelta(0)
    may_differ: tuple[MayDiffer, ...] = ()
    not_retold: tuple[NotRetold, ...] = ()

    def why_not(self, way: str, steps: Sequence[str]) -> str | None:
        """Return why a scenario of these steps is not told in a way; None where it is."""
        for one in self.not_retold:
            if _is_among(way, one.ways) and any(one.step in step for step in steps):
                return one.reason
        return None
