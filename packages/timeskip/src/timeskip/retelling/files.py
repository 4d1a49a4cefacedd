"""Books in a file, a line of JSON a scenario, so that runs on different stacks can be compared."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timeskip.retelling.declared import Books, MayDiffer
from timeskip.retelling.differences import Outcome, differences


def add(file: Path, scenario: str, books: Books) -> None:
    """Add the books of a scenario; several processes may write one file."""
    line = json.dumps([scenario, books], default=str)
    # One write, to the end of the file as it then is.
    with file.open("ab", buffering=0) as end:
        end.write(f"{line}\n".encode())


def read(file: Path) -> dict[str, Books]:
    """Return the books of each scenario; ValueError for a file of something else."""
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match _parsed(line):
            case [str(scenario), dict(books)] if all(map(_is_table, books.values())):
                found[scenario] = books
            case _:
                raise ValueError(f"{file}, line {number}, is not what `manage.py behave --books` writes.")
    return found


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _is_table(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def compared(
    plain: dict[str, Books], other: dict[str, Books], way: str, may_differ: Sequence[MayDiffer]
) -> dict[str, list[str]]:
    """Return, by scenario that both runs have, how its books differ."""
    found = {}
    for scenario in sorted(plain.keys() & other.keys()):
        allowed = [one for one in may_differ if one.concerns(way, scenario)]
        lines, _ = differences(Outcome(plain[scenario]), Outcome(other[scenario]), allowed)
        if lines:
            found[scenario] = lines
    return found
