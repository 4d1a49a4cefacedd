"""What slipcover has seen, as coverage.py's data.

Slipcover takes next to no time; coverage.py traces each line of every module, which takes half as long again.
What counts as a line or a branch is coverage.py's to say.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from coverage import Coverage

Arc = tuple[int, int]


def load(*files: Path) -> Coverage:
    """The lines and branches that runs have reached together, each run written by `slipcover --json`."""
    # In memory: two of them in one file would each show what either has reached.
    coverage = Coverage(data_file=None)
    data = coverage.get_data()
    for file in files:
        seen = {Path(name).resolve(): one for name, one in json.loads(file.read_text())["files"].items()}
        data.add_arcs(
            {str(source): set(arcs(source.read_text("utf-8"), one)) for source, one in seen.items()}
        )
        # Otherwise a module that nothing has imported would not be reported.
        data.touch_files(map(str, seen))
    return coverage


def arcs(source: str, seen: dict) -> Iterator[Arc]:
    """The arcs of coverage.py that a file's executed lines and branches stand for."""
    tree = ast.parse(source)
    matches = {node.lineno: node for node in ast.walk(tree) if isinstance(node, ast.Match)}
    for line in seen["executed_lines"]:
        yield -1, line
    for start, end in seen["executed_branches"]:
        if start in matches:
            yield from _arcs_of_match(tree, matches[start], end)
        else:
            yield start, end or _exit(tree, start)


def _arcs_of_match(tree: ast.Module, match: ast.Match, end: int) -> Iterator[Arc]:
    """Slipcover sees one branch from `match` to a body, coverage.py one from each case to the next."""
    line = 0
    for case in match.cases:
        if line:
            yield line, case.pattern.lineno
        line = case.pattern.lineno
        if case.body[0].lineno == end:
            break
    yield line, end or _exit(tree, match.lineno)


def _exit(tree: ast.Module, line: int) -> int:
    """Coverage.py's number for leaving the innermost function around a line; slipcover has 0 for each."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    around = [node.lineno for node in functions if node.lineno <= line <= node.end_lineno]
    return -_first_line(tree, max(around)) if around else -1


def _first_line(tree: ast.Module, line: int) -> int:
    (function,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno == line
    )
    return min(node.lineno for node in (function, *function.decorator_list))
