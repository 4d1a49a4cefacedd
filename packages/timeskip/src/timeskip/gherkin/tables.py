"""Tables and texts below a step; a missing or misspelt one, or an empty one, is answered with what is needed."""

from collections.abc import Iterable

from behave.model import Table


def column(table: Table | None, name: str) -> list[str]:
    """Return the cells of one column; AssertionError names the column that the phrase needs, or asks for a row."""
    if table is None or name not in table.headings:
        raise AssertionError(f"This phrase needs a table below it, with the column “{name}”.")
    _require_a_row(table)
    return [row[name] for row in table]


def rows(table: Table | None, known: Iterable[str]) -> list[dict[str, str]]:
    """Return each row by column; AssertionError lists the `known` columns where another is used, or asks for a row."""
    listed = ", ".join(sorted(known))
    if table is None:
        raise AssertionError(f"This phrase needs a table below it, with some of the columns: {listed}.")
    for heading in table.headings:
        if heading not in known:
            raise AssertionError(f"There is no column “{heading}”. There is: {listed}.")
    _require_a_row(table)
    return [row.as_dict() for row in table]


def lines(text: str | None) -> list[str]:
    """Return the lines of the text below a phrase; AssertionError where there are none, as nothing would be checked."""
    if text is None:
        raise AssertionError('This phrase needs the lines below it, between two lines of """.')
    found = [line for line in text.splitlines() if line.strip()]
    if not found:
        raise AssertionError("The text below this phrase is empty, so it says nothing.")
    return found


def _require_a_row(table: Table) -> None:
    if not table.rows:
        raise AssertionError("The table below this phrase has headings and no row, so it says nothing.")
