"""Who says that a comparison was made: hamcrest's `assert_that`, unittest's asserts, a step definition's `assert`."""

import ast
import builtins
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest import TestCase

from behave import runner_util

from timeskip.proof import checked

_NAME, _ALL = "timeskip_checked", "timeskip_all"
_ASSERT = re.compile(rb"\bassert\b")


def count_comparisons() -> None:
    """From now on hamcrest, unittest and the asserts of step definitions that are loaded count what they compare."""
    _count_unittest()
    if find_spec("hamcrest"):
        _count_hamcrest()
    if runner_util.exec_file is not _exec_counted:
        runner_util.exec_file = _exec_counted


def _exec_counted(filename: str, globals_: dict | None = None, locals_: dict | None = None) -> None:
    """Run a file as behave does, with each `assert` counted."""
    globals_ = {} if globals_ is None else globals_
    locals_ = globals_ if locals_ is None else locals_
    locals_["__file__"] = filename
    globals_.update({_NAME: checked, _ALL: _counted_all})
    source: Any = Path(filename).read_bytes()
    # Most step definitions leave comparing to others, and rewriting takes longer than all else that loading takes.
    if _ASSERT.search(source):
        source = ast.fix_missing_locations(_Counted().visit(ast.parse(source, filename)))
    exec(compile(source, os.path.relpath(filename), "exec", dont_inherit=True), globals_, locals_)  # noqa: S102


class _Counted(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        match node.test:
            case ast.Call(func=ast.Name("all") as called, args=[_], keywords=[]):
                # Its items are what is compared, and there may be none.
                node.test.func = ast.copy_location(ast.Call(ast.Name(_ALL, ast.Load()), [called], []), called)
                return [node]
        call = ast.Expr(ast.Call(ast.Name(_NAME, ast.Load()), [], []))
        return [ast.copy_location(call, node), node]


def _counted_all(called: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return Python's `all` with its items counted; something else of that name as it is, counted once."""
    if called is builtins.all:
        return lambda items: all(_counted(items))
    checked()
    return called


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        checked()
        yield item


def _count_unittest() -> None:
    """Make the asserts of `context.test`, behave-django's test case, say that they compare."""
    for name, method in vars(TestCase).copy().items():
        if name.startswith("assert") and not hasattr(method, "is_counted"):
            setattr(TestCase, name, _counted_method(method))


def _counted_method(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def counted(*args: Any, **kwargs: Any) -> Any:
        checked()
        return method(*args, **kwargs)

    counted.is_counted = True  # type: ignore[attr-defined]
    return counted


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
