"""What happened, in words."""

import re
from typing import Any

from living_docs.model import Entry

COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def without_colours(text: str) -> str:
    """A text without the colour codes of a terminal."""
    return COLOURS.sub("", text)


def words_of(entry: Entry) -> str:
    """An entry's caption; for a task, its name and its result."""
    if entry.kind != "task" or "name" not in entry.data:
        return entry.caption
    name = entry.data["name"].rpartition(".")[2].replace("_", " ")
    state = entry.data.get("state", "SUCCESS")
    came_to = _result(entry.data.get("result"))
    return f"{name}{'' if state == 'SUCCESS' else f' ({state.lower()})'}{came_to and f': {came_to}'}"


def times(count: int) -> str:
    """How often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _result(result: Any) -> str:
    if isinstance(result, dict):
        return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in result.items())
    return "" if result is None else str(result)
