"""What was found: kept as JSON, and shown as a table in the README beside it."""

import json
from collections.abc import Iterable
from pathlib import Path

from bench.bugs.bug import Bug
from bench.bugs.run import NOBODY

FOLDER = Path(__file__).parent
# Bug → column → who spoke, or that nobody did.
FOUND = FOLDER / "found.json"
README = FOLDER / "README.md"
COLUMNS = {
    "features": "features",
    "invariants": "invariants",
    "depth2": "every story of 2 acts",
    "depth3": "of 3 acts",
    "random": "random stories",
}
NOT_RUN = "not run"
# Column → the one all of whose stories it has as well.
HAS_ALL_OF = {"depth3": "depth2"}
FOUND_ALREADY = "already with 2 acts"
NOTHING_FOUND = (NOBODY, "not in ")
BEGINS, ENDS = "<!-- the table begins -->\n", "<!-- the table ends -->\n"


def found() -> dict[str, dict[str, str]]:
    """What was found so far."""
    return json.loads(FOUND.read_text()) if FOUND.exists() else {}


def keep(bug: Bug, heard: dict[str, str], bugs: Iterable[Bug]) -> None:
    """Add what was heard of a bug, and write the table anew."""
    every = found()
    every.setdefault(bug.name, {}).update(heard)
    FOUND.write_text(json.dumps(every, indent=2, ensure_ascii=False) + "\n")
    before, _, rest = README.read_text().partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    README.write_text(f"{before}{BEGINS}{table(bugs, every)}{ENDS}{after}")


def table(bugs: Iterable[Bug], heard: dict[str, dict[str, str]]) -> str:
    """Return the table as Markdown."""
    titles = ("bug", "chapter", "a colleague …", *COLUMNS.values())
    lines = [titles, ("---",) * len(titles)]
    for bug in bugs:
        cells = (_cell(heard.get(bug.name, {}), column) for column in COLUMNS)
        lines.append((bug.name, bug.chapter[:2], bug.told, *cells))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(said: dict[str, str], column: str) -> str:
    shorter = said.get(HAS_ALL_OF.get(column, ""), NOBODY)
    already = NOT_RUN if shorter.startswith(NOTHING_FOUND) else FOUND_ALREADY
    return said.get(column, already)
