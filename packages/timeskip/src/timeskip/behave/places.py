"""Feature files, and lists of places in them, read as people's editors save them."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

import behave.parser
from behave.model import Feature
from behave.parser import ParserError
from behave.runner_util import FeatureListParser, FileLocationParser

BACKTICKS = "```"
# What begins and ends a doc string, beside them.
QUOTES = ('"""', "'''")


class _Lines(str):
    """A text as Gherkin has it, for behave's parser.

    Lines end at line feeds only: str.splitlines() also splits at U+2028 and form feeds. Doc strings may stand between
    three backticks; behave knows quotes only.
    """

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        lines = _with_quotes(self.split("\n"))
        return [f"{line}\n" if keepends else line for line in lines]


def _with_quotes(lines: list[str]) -> Iterator[str]:
    opened = quotes = ""
    for number, line in enumerate(lines, 1):
        mark = line.strip()[:3]
        is_end = mark == opened or (not opened and mark in (*QUOTES, BACKTICKS))
        if is_end and not opened:
            quotes = _outside(lines[number:]) if mark == BACKTICKS else mark
        if is_end:
            opened = "" if opened else mark
        yield line.replace(mark, quotes, 1) if is_end else line


def _outside(lines: Iterable[str]) -> str:
    """Return the quotes that begin no line up to the next backticks; behave would end the doc string there."""
    inside = set(takewhile(lambda mark: mark != BACKTICKS, (line.strip()[:3] for line in lines)))
    return next((quotes for quotes in QUOTES if quotes not in inside), QUOTES[0])


def read(file: str | Path) -> str:
    """Return the text of a UTF-8 file without a byte order mark, each line ended by a line feed."""
    return Path(file).read_text(encoding="utf-8-sig")


def parse_file(filename: str, language: str | None = None) -> Feature | None:
    """Parse a feature file; raises ParserError, also for a file that is not UTF-8."""
    try:
        text = read(filename)
    except UnicodeDecodeError as error:
        raise ParserError("The file is not in UTF-8. Save it as UTF-8.", 1, filename) from error
    return behave.parser.parse_feature(_Lines(text), language, filename)


def listed(text: str) -> list[str]:
    """Return the places in the text of a list, without comments and empty lines."""
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]


class PlacesParser(FeatureListParser):
    """behave's reader of `@FILE`, for which a path is a path and never a pattern."""

    @staticmethod
    def parse(text: str, here: str | None = None) -> list:
        paths = (Path(here or "", place) for place in listed(text))
        return [FileLocationParser.parse(str(path)) for path in paths]

    @classmethod
    def parse_file(cls, filename: str) -> list:
        return cls.parse(read(filename), str(Path(filename).parent))
