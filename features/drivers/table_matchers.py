"""Matchers of rows: a failure shows the rows that differ, with the cells that differ marked."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.description import Description

from features.drivers.shown import plural
from timeskip import looked_at

Row = dict[str, Any]

# Of rows that differ; all rows are attached to the step.
MOST_ROWS = 16


class Cell(NamedTuple):
    """A cell's words and its type, so that the number 2 is not the text “2”."""

    words: str
    type: str = "str"

    def __str__(self) -> str:
        return self.words if self.type == "str" else f"{self.words} ({self.type})".strip()


Cells = tuple[Cell, ...]

# Unlike a cell that is empty.
MISSING = Cell("", "missing")


class _Rows(BaseMatcher):
    """Compares rows by the columns that are expected."""

    def __init__(self, expected: Sequence[Row]) -> None:
        self.expected = expected
        self.columns = list(dict.fromkeys(name for row in expected for name in row))

    def cells(self, rows: Sequence[Row]) -> list[Cells]:
        """Each row's cells in the columns that are expected."""
        return [tuple(_cell(row[name]) if name in row else MISSING for name in self.columns) for row in rows]

    def marked_rows(self, found: list[Cells]) -> Iterator[tuple[str, Cells]]:
        """Yield rows with marks: - is expected and not there, + there and not expected, else a space."""
        raise NotImplementedError

    def describe_mismatch(self, rows: Sequence[Row], description: Description) -> None:
        found = self.cells(rows)
        marked = list(self.marked_rows(found))
        heading = (" ", tuple(map(Cell, self.columns)))
        shown = _table([heading, *(row for row in marked if row[0] != " ")][: MOST_ROWS + 1])
        different = sum(mark != " " for mark, _ in marked)
        more = f"\n    (and {different - MOST_ROWS} more rows that differ)" if different > MOST_ROWS else ""
        looked_at(_table([heading, *marked]), name="all rows.txt")
        verb = "is" if len(found) < 2 else "are"
        if len(found) == len(self.expected):
            count = f"there {verb} {plural(len(found), 'row')} with other content"
        else:
            count = f"there {verb} {plural(len(found), 'row')}"
        description.append_text(f"{count}. ")
        description.append_text(f"- is expected and not there, + is there and not expected:\n{shown}{more}")


class _Exactly(_Rows):
    def _matches(self, rows: Sequence[Row]) -> bool:
        return self.cells(rows) == self.cells(self.expected)

    def describe_to(self, description: Description) -> None:
        order = ", in this order" if len(self.expected) > 1 else ""
        description.append_text(f"exactly {plural(len(self.expected), 'row')}{order}")

    def marked_rows(self, found: list[Cells]) -> Iterator[tuple[str, Cells]]:
        expected = self.cells(self.expected)
        matcher = SequenceMatcher(None, expected, found, autojunk=False)
        for kind, start, end, found_start, found_end in matcher.get_opcodes():
            if kind == "equal":
                yield from ((" ", row) for row in expected[start:end])
            else:
                yield from _pairs(expected[start:end], found[found_start:found_end])


class _Among(_Rows):
    def _matches(self, rows: Sequence[Row]) -> bool:
        found = self.cells(rows)
        return bool(self.expected) and all(row in found for row in self.cells(self.expected))

    def describe_to(self, description: Description) -> None:
        description.append_text(f"{plural(len(self.expected), 'row')}, among others")

    def marked_rows(self, found: list[Cells]) -> Iterator[tuple[str, Cells]]:
        expected = self.cells(self.expected)
        others = [row for row in found if row not in expected]
        for row in expected:
            if row in found:
                yield " ", row
                continue
            likeness = [sum(one == other for one, other in zip(row, there, strict=True)) for there in others]
            near = [others[likeness.index(max(likeness))]] if any(likeness) else []
            yield from _pairs([row], near)


def has_exactly_rows(expected: Sequence[Row]) -> BaseMatcher:
    """Matches these rows and no others, in this order; columns that are not expected do not count."""
    return _Exactly(expected)


def has_rows(expected: Sequence[Row]) -> BaseMatcher:
    """Matches rows among which these are; columns that are not expected do not count."""
    return _Among(expected)


def _cell(value: Any) -> Cell:
    return Cell(str(value), "str" if isinstance(value, str) else type(value).__name__)


def _pairs(expected: list[Cells], found: list[Cells]) -> Iterator[tuple[str, Cells]]:
    """Yield rows that differ, the expected beside the found, with the cells that differ between « and »."""
    for place in range(max(len(expected), len(found))):
        ours, theirs = expected[place : place + 1], found[place : place + 1]
        if ours and theirs:
            same = [one == other for one, other in zip(ours[0], theirs[0], strict=True)]
            yield "-", _marked(ours[0], same)
            yield "+", _marked(theirs[0], same)
        else:
            yield from (("-", row) for row in ours)
            yield from (("+", row) for row in theirs)


def _marked(cells: Cells, same: list[bool]) -> Cells:
    # Of a row of which nothing is the same, every mark would say the same.
    if not any(same):
        return cells
    return tuple(cell if equal else Cell(f"«{cell}»") for cell, equal in zip(cells, same, strict=True))


def _table(rows: list[tuple[str, Cells]]) -> str:
    texts = [(mark, [str(cell) for cell in cells]) for mark, cells in rows]
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in texts), strict=True)]
    return "\n".join(
        f"    {mark} | {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"
        for mark, cells in texts
    )
