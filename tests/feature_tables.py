"""`python -m tests.feature_tables` aligns the tables of the feature files."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

FEATURES = Path(__file__).parents[1] / "features"
# behave writes a bar within a cell as \|.
BAR = re.compile(r"(?<!\\)\|")


def aligned(feature: str) -> str:
    """The text of a feature file, with each column of a table as wide as its widest cell."""
    return "".join(_lines(feature.splitlines(keepends=True)))


def files() -> list[Path]:
    return sorted(FEATURES.rglob("*.feature"))


def _lines(lines: list[str]) -> Iterator[str]:
    table: list[str] = []
    in_text = False
    for line in lines:
        in_text ^= line.strip() == '"""'
        if not in_text and line.lstrip().startswith("|"):
            table.append(line)
            continue
        yield from _table(table)
        table = []
        yield line
    yield from _table(table)


def _table(lines: list[str]) -> Iterator[str]:
    rows = [[cell.strip() for cell in BAR.split(line.strip())[1:-1]] for line in lines]
    widths = [max(map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    for line, row in zip(lines, rows, strict=True):
        indent = line[: len(line) - len(line.lstrip())]
        # A row with a cell too many or too few is behave's to refuse.
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        yield f"{indent}| {' | '.join(cells)} |\n"


def _width(text: str) -> int:
    """How many columns a text takes: a Chinese or Japanese letter two, a combining accent none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


if __name__ == "__main__":
    for file in files():
        file.write_text(aligned(file.read_text(encoding="utf-8")), encoding="utf-8")
