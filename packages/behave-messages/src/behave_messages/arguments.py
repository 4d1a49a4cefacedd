"""Tables and doc strings as behave gives them to steps.

behave unescapes only the pipe in a cell, and nothing in a doc string; the standard's parser also unescapes
the backslash, the line end and the quotes. The messages have to say what the step got.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from behave.model import Feature, ScenarioOutline, Step, Table
from behave.model_core import BasicStatement

# What stands in a line: the cells of a row, or the text of the doc string that begins there.
Arguments = dict[int, list[str] | str]


def lines_of_behave(feature: Feature, text: str) -> Sequence[int]:
    """The line in the file of each line that the feature's parser counted.

    behave also ends a line at a form feed, a line separator and others, where an editor does not. A runner
    may count as editors do, so the feature decides: its statements stand where their lines say.
    """
    in_editors = text.split("\n")
    if all(_stands_in(in_editors, one) for one in _statements(feature)):
        return range(1, len(in_editors) + 1)
    found, line = [], 1
    for piece in text.splitlines(keepends=True):
        found.append(line)
        line += piece.endswith("\n")
    return found


def arguments_of(feature: Feature) -> Arguments:
    """The arguments in a feature, by the line that behave counts."""
    statements = _statements(feature)
    steps = [one for one in statements if isinstance(one, Step)]
    outlines = (one for one in statements if isinstance(one, ScenarioOutline))
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


def _statements(feature: Feature) -> list[BasicStatement]:
    """The backgrounds, scenarios and outlines of a feature and its rules, and their steps."""
    parts = (feature, *feature.rules)
    backgrounds = [part.background for part in parts if part.background]
    scenarios = [scenario for part in parts for scenario in part.scenarios]
    return [one for whole in (*backgrounds, *scenarios) for one in (whole, *whole.steps)]


def _stands_in(lines: list[str], statement: BasicStatement) -> bool:
    line = lines[statement.line - 1].strip() if statement.line <= len(lines) else ""
    return line.startswith(statement.keyword) and statement.name in line


def _rows_of(table: Table) -> Iterator[tuple[int, list[str]]]:
    yield table.line, list(table.headings)
    yield from ((row.line, list(row.cells)) for row in table.rows)
