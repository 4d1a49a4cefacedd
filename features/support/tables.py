"""Tables below a step, read with an answer for those that are missing or misspelt."""

from collections.abc import Iterable

from behave.model import Table


def column(table: Table | None, name: str) -> list[str]:
    """The cells of one column; AssertionError says which column a phrase needs."""
    if table is None or name not in table.headings:
        raise AssertionError(f"This phrase needs a table below it, with the column “{name}”.")
    return [row[name] for row in table]


def rows(table: Table | None, known: Iterable[str]) -> list[dict[str, str]]:
    """Each row by column; AssertionError says which columns there are, where one is not among them."""
    listed = ", ".join(sorted(known))
    if table is None:
        raise AssertionError(f"This phrase needs a table below it, with some of the columns: {listed}.")
    for heading in table.headings:
        if heading not in known:
            raise AssertionError(f"There is no column “{heading}”. There is: {listed}.")
    return [row.as_dict() for row in table]
