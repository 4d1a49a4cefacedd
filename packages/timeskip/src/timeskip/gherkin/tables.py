"""Tables and texts below a step; a missing or misspelt one, or an empty one, is answered with what is needed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

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
            raise AssertionError(f"There is no column “{heading}”. Choose from: {listed}.")
    _require_a_row(table)
    return [row.as_dict() for row in table]


def cells(
    table: Table | None, columns: Mapping[str, Callable[[str], Any]], *, optional: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Return each row by column, its cells read by the column's function, which raises ValueError where it cannot.

    A column that is `optional` may be missing, and its cells blank: then the value is None. AssertionError lists the
    columns where another is used, names one that is missing, asks for a row, and says which cell is wrong, and why.
    """
    known = rows(table, columns)
    missing = [name for name in columns if name not in (*optional, *known[0])]
    if missing:
        raise AssertionError(f"This phrase needs the column “{missing[0]}”. The table has: {', '.join(known[0])}.")
    return [
        {name: _value(row, name, columns[name], number, is_optional=name in optional) for name in row}
        for number, row in enumerate(known, start=1)
    ]


def whole_text(text: str | None) -> str:
    """Return the text below a phrase; AssertionError where there is none, or nothing in it."""
    if text is None:
        raise AssertionError('This phrase needs the lines below it, between two lines of """.')
    if not text.strip():
        raise AssertionError("The text below this phrase is empty, so it says nothing.")
    return text


def lines(text: str | None) -> list[str]:
    """Return the lines of the text below a phrase; AssertionError where there are none, as nothing would be checked."""
    return [line for line in whole_text(text).splitlines() if line.strip()]


def _value(row: dict[str, str], name: str, read: Callable[[str], Any], number: int, *, is_optional: bool) -> Any:
    if not row[name]:
        if is_optional:
            return None
        raise AssertionError(f"Row {number} of the table has nothing in the column “{name}”, which this phrase needs.")
    try:
        return read(row[name])
    except ValueError as error:
        raise AssertionError(f"Row {number} of the table, column “{name}”: {error}") from error


def _require_a_row(table: Table) -> None:
    if not table.rows:
        raise AssertionError("The table below this phrase has headings and no row, so it says nothing.")
