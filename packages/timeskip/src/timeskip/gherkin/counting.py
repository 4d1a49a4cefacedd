"""Who says that a comparison was made: hamcrest's `assert_that`, and the `assert` of a step definition."""

import ast
import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from behave import runner_util

from timeskip.proof import checked

_NAME = "timeskip_checked"


def count_comparisons() -> None:
    """From now on hamcrest and the asserts of the step definitions that are loaded count what they compare."""
    if find_spec("hamcrest"):
        _count_hamcrest()
    if runner_util.exec_file is not _exec_counted:
        runner_util.exec_file = _exec_counted


def _exec_counted(filename: str, globals_: dict | None = None, locals_: dict | None = None) -> None:
    """Run a file as behave does, with each `assert` counted."""
    globals_ = {} if globals_ is None else globals_
    locals_ = globals_ if locals_ is None else locals_
    locals_["__file__"] = filename
    globals_[_NAME] = checked
    with open(filename, "rb") as file:
        tree = ast.fix_missing_locations(_Counted().visit(ast.parse(file.read(), filename)))
    exec(compile(tree, os.path.relpath(filename), "exec", dont_inherit=True), globals_, locals_)  # noqa: S102


class _Counted(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        call = ast.Expr(ast.Call(ast.Name(_NAME, ast.Load()), [], []))
        return [ast.copy_location(call, node), node]


def _count_hamcrest() -> None:
    from timeskip.gherkin.asked import asks, peeked

    module: Any = import_module("hamcrest.core.assert_that")
    if getattr(module._assert_match, "is_counted", False):
        return
    match, whether = module._assert_match, module._assert_bool

    def counted_match(actual: Any, matcher: Any, reason: str) -> None:
        actual, is_empty = peeked(actual)
        match(actual, matcher, reason)
        if asks(matcher, actual, is_empty=is_empty):
            checked()

    def counted_bool(assertion: bool, reason: str | None = None) -> None:
        whether(assertion, reason)
        checked()

    counted_match.is_counted = True  # type: ignore[attr-defined]
    module._assert_match, module._assert_bool = counted_match, counted_bool
