"""Every text that left the system, each once, for legal and marketing to review."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from living_docs.model import Entry

BLANK = "□"
CALENDAR = [*calendar.day_name, *(month for month in calendar.month_name if month)]


@dataclass
class Piece:
    """One text of the business: its first copy, its variants, and the scenarios that send it."""

    kind: str
    title: str
    content: int | None
    variants: set = field(default_factory=set)
    # By address, in the order of the chapters; an outline is listed once for all of its rows.
    scenarios: dict[str, str] = field(default_factory=dict)


# Each entry with the address and name of its scenario and the number of its content.
Shown = tuple[str, str, Entry, int | None]


class Mask:
    """Blanks out what differs from copy to copy: names, dates, figures."""

    def __init__(self, names: Iterable[str]) -> None:
        words = sorted({*names, *CALENDAR} - {""}, key=len, reverse=True)
        self._words = re.compile(rf"(?<![A-Za-z])({'|'.join(map(re.escape, words))})(?![A-Za-z])", re.I)

    def __call__(self, text: str) -> str:
        return re.sub(r"\d+(?:[.,:]\d+)*", BLANK, self._words.sub(BLANK, text))


def names_in(entries: Iterable[Entry]) -> set[str]:
    """Everybody who receives something according to the evidence."""
    keys = ("user__name", "person")
    return {entry.data[key] for entry in entries for key in keys if key in entry.data}


def gallery(shown: Iterable[Shown], items: list[dict], mask: Mask) -> list[Piece]:
    """The pieces of a run, by kind and title; documents with the same title are one piece."""
    pieces: dict[tuple, Piece] = {}
    for address, name, entry, number in shown:
        kind, title, words = _words_of(entry, items[number] if number is not None else {})
        if kind is None:
            continue
        key = (kind, mask(title), "" if kind == "document" else mask(words))
        piece = pieces.setdefault(key, Piece(kind, title, number))
        piece.variants.add((title, words))
        piece.scenarios.setdefault(address, name)
    return sorted(pieces.values(), key=lambda piece: (piece.kind, mask(piece.title)))


def _words_of(entry: Entry, item: dict[str, Any]) -> tuple[str | None, str, str]:
    if item.get("type") == "e-mail":
        return "e-mail", item["subject"], item["text"] or item["html"]
    if item.get("type") == "paper":
        return "document", item["title"], "\n".join(page["words"] for page in item["pages"])
    if entry.kind == "notification":
        return "notification", entry.data.get("message", entry.caption), ""
    if entry.kind == "refusal":
        return "refusal", entry.caption, ""
    return None, "", ""


def by_kind(pieces: list[Piece]) -> dict[str, list[Piece]]:
    """The pieces of each kind."""
    found = defaultdict(list)
    for piece in pieces:
        found[piece.kind].append(piece)
    return found
