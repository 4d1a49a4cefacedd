"""Timelines that a suite attaches; README.md says what is in one."""

import re
from datetime import datetime
from typing import Any

from living_docs.model import NotShownError

AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
TEXTS = ("caption", "name", "state", "user__name", "person", "message", "direction", "command")


def entries_in(data: Any) -> list[dict[str, Any]]:
    """The entries of a timeline, in order; raises NotShownError for data of another form."""
    entries = data.get("timeline") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise NotShownError("it is not a timeline as living-docs reads it")
    for number, entry in enumerate(entries, 1):
        if not _is_entry(entry):
            raise NotShownError(f"entry {number} of it is not one that living-docs reads")
    return entries


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and {"at", "kind", "caption"} <= entry.keys()
        and isinstance(entry["kind"], str)
        and _is_moment(entry["at"])
        and _is_moment(entry.get("until", ""))
        and all(isinstance(entry.get(name, ""), str) for name in TEXTS)
        and isinstance(entry.get("lines", []), list)
        and isinstance(entry.get("tables", []), list)
        and all(map(_is_table, entry.get("tables", [])))
    )


def _is_moment(text: Any) -> bool:
    """Whether a text is a moment in ISO 8601; it is empty where a story has no clock."""
    if text == "":
        return True
    try:
        return bool(AT.fullmatch(text) and datetime.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def _is_table(table: Any) -> bool:
    return (
        isinstance(table, dict)
        and isinstance(table.get("columns"), list)
        and isinstance(table.get("rows"), list)
        and all(isinstance(row, list) for row in table["rows"])
    )
