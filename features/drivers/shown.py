"""How a failure shows things to people: amounts, days, e-mails, notifications, and where two texts differ."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from functools import singledispatch
from typing import Any

from features.doors.protocol import Told
from timeskip.mail import Email
from timeskip.moments import local
from users.models import Notification

# Of a list, a failure shows this many; all of them are attached to the step.
MOST_ITEMS = 20


@singledispatch
def shown(value: Any) -> str:
    """Return a value in people's words."""
    return "nothing" if value is None else str(value)


@shown.register
def _(value: str) -> str:
    return f"“{value}”"


@shown.register
def _(value: bool) -> str:
    return "yes" if value else "no"


@shown.register
def _(value: Decimal) -> str:
    return f"${value:,.2f}"


@shown.register
def _(value: date) -> str:
    return f"{value:%-d %B %Y}"


@shown.register
def _(value: datetime) -> str:
    return f"{local(value):%-d %B %Y %H:%M}"


@shown.register(list)
@shown.register(tuple)
def _(value: list | tuple) -> str:
    return ", ".join(map(shown, value)) or "nothing"


@shown.register
def _(value: Email) -> str:
    return f"{shown(value.at)}  {value.subject}"


@shown.register
def _(value: Notification) -> str:
    return f"{shown(value.created_at)}  {value.message}"


@shown.register
def _(value: Told) -> str:
    return f"{value.at}  {value.message}"


@shown.register
def _(value: dict) -> str:
    if value.get("type") == "notification":
        return value["notification"]["message"]
    return json.dumps(value, ensure_ascii=False, default=str)


def listed(items: list[str], most: int = MOST_ITEMS) -> str:
    """Return items on lines of their own, the first of many."""
    more = [f"    (and {len(items) - most} more)"] if len(items) > most else []
    return "\n" + "\n".join([*(f"    · {item}" for item in items[:most]), *more])


def plural(count: int, noun: str) -> str:
    """Return a number of things: 1 e-mail, 3 e-mails, no e-mail."""
    return f"{count or 'no'} {noun}" if count < 2 else f"{count} {noun}s"


def nearest(wanted: str, items: list[str]) -> str | None:
    """Return the item that is most like a text, if any is like it and has a word of it."""
    words = set(wanted.split())
    alike = [item for item in items[:500] if words & set(item.split())]
    likeness = {item: SequenceMatcher(None, wanted, item).ratio() for item in alike}
    best = max(likeness, key=likeness.get, default=None)
    return best if best is not None and likeness[best] > 0.5 else None


def nearest_part(wanted: str, lines: list[str]) -> str | None:
    """Return the line that is most like a text, of a long line only that part."""
    return nearest(wanted, [_part_like(wanted, line) for line in lines])


def marked(expected: str, found: str) -> tuple[str, str]:
    """Return two texts with the words in which they differ between « and »."""
    ours, theirs = (re.findall(r"\S+|\s+", text) for text in (expected, found))
    opcodes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return (
        "".join(_mark(kind, ours[start:end]) for kind, start, end, _, _ in opcodes),
        "".join(_mark(kind, theirs[start:end]) for kind, _, _, start, end in opcodes),
    )


def difference(expected: str, found: str) -> str:
    """Return the two lines that show where a text differs from the one that is expected."""
    ours, theirs = marked(expected, found)
    return f"    - {ours}\n    + {theirs}"


def _part_like(wanted: str, line: str) -> str:
    if len(line) <= 2 * len(wanted):
        return line
    match = SequenceMatcher(None, wanted, line, autojunk=False).find_longest_match()
    start = max(match.b - match.a, 0)
    # Whole words of it.
    part = line[line.rfind(" ", 0, start + 1) + 1 :]
    return part if len(part) <= len(wanted) + 10 else part[: len(wanted) + 10].rpartition(" ")[0]


def _mark(kind: str, words: list[str]) -> str:
    text = "".join(words)
    return text if kind == "equal" or not text else f"«{text}»"
