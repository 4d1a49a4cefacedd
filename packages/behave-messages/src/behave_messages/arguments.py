"""Tables and doc strings as behave gives them to steps.

behave unescapes only the pipe in a cell, and nothing in a doc string; the standard's parser also unescapes
the backslash, the line end and the quotes. The messages have to say what the step got.
"""

from collections.abc import Iterator
from typing import Any

from behave.model import Feature, ScenarioOutline, Table

# What stands in a line: the cells of a row, or the text of the doc string that begins there.
Arguments = dict[int, list[str] | str]


def lines_of_behave(text: str) -> list[int]:
    """The line in the file of each line that behave counts.

    behave also ends a line at a form feed, a line separator and others, where an editor does not.
    """
    found, line = [], 1
    for piece in text.splitlines(keepends=True):
        found.append(line)
        line += piece.endswith("\n")
    return found


def arguments_of(feature: Feature) -> Arguments:
    """The arguments in a feature, by the line that behave counts."""
    parts = (feature, *feature.rules)
    scenarios = [scenario for part in parts for scenario in part.scenarios]
    backgrounds = [part.background for part in parts if part.background]
    steps = [step for one in (*backgrounds, *scenarios) for step in one.steps]
    outlines = (scenario for scenario in scenarios if isinstance(scenario, ScenarioOutline))
    tables = [step.table for step in steps if step.table is not None]
    tables += [examples.table for outline in outlines for examples in outline.examples if examples.table]
    texts = {step.text.line: str(step.text) for step in steps if step.text is not None}
    return texts | {line: cells for table in tables for line, cells in _rows_of(table)}


def put_arguments(node: Any, arguments: Arguments) -> None:
    """Put arguments, by their lines in the file, into the document of the standard's parser."""
    if isinstance(node, list):
        for one in node:
            put_arguments(one, arguments)
    elif isinstance(node, dict):
        argument = arguments.get(node["location"]["line"]) if "location" in node else None
        if "cells" in node and isinstance(argument, list):
            columns = [cell["location"] for cell in node["cells"]]
            node["cells"] = [
                {"location": columns[number] if number < len(columns) else node["location"], "value": value}
                for number, value in enumerate(argument)
            ]
        elif "delimiter" in node and isinstance(argument, str):
            node["content"] = argument
        else:
            put_arguments(list(node.values()), arguments)


def _rows_of(table: Table) -> Iterator[tuple[int, list[str]]]:
    yield table.line, list(table.headings)
    yield from ((row.line, list(row.cells)) for row in table.rows)
