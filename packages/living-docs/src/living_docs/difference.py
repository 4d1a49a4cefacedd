"""Marks what differs between what was expected and what was there."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from markupsafe import Markup, escape

PAIRS = re.compile(r"^(?P<minus>[ \t]*- )(?P<ours>.*)\n[ \t]*\+ (?P<theirs>.*)$", re.MULTILINE)
WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Longer texts are compared by line, because the time grows with the square of the words.
MOST_WORDS = 2_000
# Texts that share fewer of their words differ as a whole, and marks would only disturb.
ALIKE = 0.4


def marked(expected: str, actual: str) -> tuple[Markup, Markup]:
    """Both texts with the words that only one of them has in `<mark>`.

    If the actual text is a list, and one line was expected, only the nearest line is compared. If the suite
    has compared them, in lines that begin with - and + and have the difference in « », its marks are taken.
    """
    if pairs := _pairs_in(actual):
        return _marked_by_suite(expected, actual, pairs)
    lines = actual.splitlines(keepends=True)
    if len(lines) > 1 and "\n" not in expected:
        return _marked_in_list(expected, lines)
    return _marked(expected, actual)


def nearest_by_suite(actual: str) -> str:
    """The line that a suite found nearest to the expected one, without marks; empty if it marked none."""
    pairs = _pairs_in(actual)
    return re.sub("[«»]", "", pairs[0]["theirs"]) if len(pairs) == 1 else ""


def _pairs_in(actual: str) -> list[re.Match]:
    return [pair for pair in PAIRS.finditer(actual) if "«" in pair[0]]


def _marked_by_suite(expected: str, actual: str, pairs: list[re.Match]) -> tuple[Markup, Markup]:
    ours = pairs[0]["ours"]
    wanted = re.sub("[«»]", "", ours)
    if len(pairs) > 1 or wanted not in expected:
        return escape(expected), _marks_of_suite(actual)
    before, _, after = expected.partition(wanted)
    rest = actual.replace(f"{pairs[0]['minus']}{ours}\n", "", 1)
    return escape(before) + _marks_of_suite(ours) + escape(after), _marks_of_suite(rest)


def _marks_of_suite(text: str) -> Markup:
    return Markup(re.sub("«(.*?)»", r"<mark>\1</mark>", str(escape(text))))  # noqa: S704 escaped before


def _marked_in_list(expected: str, lines: list[str]) -> tuple[Markup, Markup]:
    likeness = [SequenceMatcher(None, expected, line, autojunk=False).ratio() for line in lines]
    nearest = likeness.index(max(likeness))
    wanted, found = _marked(expected, lines[nearest])
    parts = [found if number == nearest else escape(line) for number, line in enumerate(lines)]
    return wanted, Markup("").join(parts)


def _marked(expected: str, actual: str) -> tuple[Markup, Markup]:
    left, right = WORDS.findall(expected), WORDS.findall(actual)
    if max(len(left), len(right)) > MOST_WORDS:
        left, right = expected.splitlines(keepends=True), actual.splitlines(keepends=True)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = matcher.get_matching_blocks()
    if _likeness(left, right, blocks) < ALIKE:
        return escape(expected), escape(actual)
    return _with_marks(left, {i for block in blocks for i in range(block.a, block.a + block.size)}), (
        _with_marks(right, {i for block in blocks for i in range(block.b, block.b + block.size)})
    )


def _likeness(left: list[str], right: list[str], blocks: list) -> float:
    """The part of the words that both have, space left out."""
    words = sum(not part.isspace() for part in (*left, *right))
    same = sum(not part.isspace() for block in blocks for part in left[block.a : block.a + block.size])
    return 2 * same / words if words else 1.0


def _with_marks(parts: list[str], same: set[int]) -> Markup:
    return Markup("").join(_runs(parts, same))


def _runs(parts: list[str], same: set[int]) -> Iterable[Markup]:
    """Neighbours that differ are one mark; space alone is never marked."""
    differing = ""
    for number, part in enumerate(parts):
        if number not in same or (differing and part.isspace() and number + 1 not in same):
            differing += part
            continue
        yield _mark(differing)
        differing = ""
        yield escape(part)
    yield _mark(differing)


def _mark(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(text) if text.strip() else escape(text)
