"""Matchers of texts: e-mails, papers, pages. A failure marks the words that differ from the nearest lines."""

import re
from textwrap import wrap

from hamcrest.core.base_matcher import BaseMatcher
from hamcrest.core.core.isnot import IsNot
from hamcrest.core.description import Description

from features.drivers.shown import difference, nearest_part, plural
from timeskip import looked_at

LINES_OF_A_TEXT = 12
LONGEST_LINE = 120
AROUND = 60  # characters around words that should not be there


def words_of(text: str) -> str:
    """Return what to look for; AssertionError where it is empty, as an empty text is in every text."""
    if not text.strip():
        raise AssertionError("The words to look for are empty, and an empty text is in every text.")
    return text


def single_blanks(text: str) -> str:
    """Return a text with one blank for several: a template's columns are no part of what it says."""
    return re.sub(r"[ \t]+", " ", text)


class _Says(BaseMatcher):
    """Matches a text in which each of some lines is, however many blanks are between two words."""

    def __init__(self, wanted: list[str]) -> None:
        self.wanted = [single_blanks(words_of(words)) for words in wanted]

    def _matches(self, text: str) -> bool:
        said = single_blanks(text)
        return all(words in said for words in self.wanted)

    def describe_to(self, description: Description) -> None:
        description.append_text(" and ".join(f"“{words}”" for words in self.wanted[:3]))
        if len(self.wanted) > 3:
            description.append_text(f" and {len(self.wanted) - 3} more")

    def describe_mismatch(self, text: str, description: Description) -> None:
        said = single_blanks(text)
        missing = [words for words in self.wanted if words not in said]
        # Of a page's HTML, what a person reads.
        there = [
            line.strip() for line in said.splitlines() if line.strip() and not line.strip().startswith("<")
        ]
        only = (
            "it does not say that"
            if len(self.wanted) == 1
            else f"{len(missing)} of {len(self.wanted)} are not there"
        )
        description.append_text(f"{only}\n")
        for words in missing[:5]:
            near = nearest_part(words, there)
            line = f"    - {words}" if near is None else difference(words, near)
            description.append_text(f"{line}\n")
        looked_at(text, name="the whole text.txt")
        description.append_text(f"What it says:{_window(there, missing[0])}")


class _SaysNot(IsNot):
    """Matches a text that is there and in which some words are not."""

    def __init__(self, words: str) -> None:
        super().__init__(_Says([words]))
        self.words = words

    def _matches(self, text: str) -> bool:
        return bool(text.strip()) and super()._matches(text)

    def describe_to(self, description: Description) -> None:
        description.append_text(f"a text without “{self.words}”")

    def describe_mismatch(self, text: str, description: Description) -> None:
        if not text.strip():
            description.append_text("there was no text at all, so nothing was looked at")
            return
        place = text.index(self.words)
        before = text[max(place - AROUND, 0) : place]
        behind = text[place + len(self.words) :][:AROUND]
        looked_at(text, name="the whole text.txt")
        description.append_text(" ".join(f"it says “…{before}«{self.words}»{behind}…”".split()))


def _window(lines: list[str], wanted: str) -> str:
    """Return the lines of a text around those that are most like some words, long ones broken."""
    broken = [part for line in lines for part in wrap(line, LONGEST_LINE)]
    words = set(wanted.split())
    alike = [len(words & set(part.split())) for part in broken]
    nearest = alike.index(max(alike)) if alike else 0
    last_start = max(len(broken) - LINES_OF_A_TEXT, 0)
    start = min(max(nearest - LINES_OF_A_TEXT // 2, 0), last_start)
    shown = broken[start : start + LINES_OF_A_TEXT]
    behind = len(broken) - start - len(shown)
    return "".join(
        f"\n    {line}"
        for line in (
            *([f"({plural(start, 'line')} before)"] if start else []),
            *(f"· {part}" for part in shown),
            *([f"(and {plural(behind, 'more line')})"] if behind else []),
        )
    )


def says(*wanted: str) -> BaseMatcher:
    """Matches a text with each of these; several blanks count as one. AssertionError for empty words."""
    return _Says(list(wanted))


def does_not_say(words: str) -> BaseMatcher:
    """Matches a text that is there and does not have these words; AssertionError for empty words."""
    return _SaysNot(words)
