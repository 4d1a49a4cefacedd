"""The `assert` of step definitions, and of the modules beside them that they import, says that it compares."""

import ast
import builtins
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

from behave import runner_util

from timeskip.proof import checked

_CHECKED, _ALL, _ANY = "timeskip_checked", "timeskip_all", "timeskip_any"
_HAS_ASSERT = re.compile(rb"\bassert\b")


def count_asserts() -> None:
    """From now on the asserts of step definitions that are loaded count, and those of modules that these import."""
    if runner_util.exec_file is not _exec_counted:
        runner_util.exec_file = _exec_counted
        sys.meta_path.insert(0, _FINDER)


def _exec_counted(filename: str, globals_: dict | None = None, locals_: dict | None = None) -> None:
    """Run a file as behave does, with each `assert` counted."""
    globals_ = {} if globals_ is None else globals_
    locals_ = globals_ if locals_ is None else locals_
    locals_["__file__"] = filename
    globals_.update(_COUNTS)
    _FINDER.take(filename)
    # The name is that of no module: there is none.
    name = "step definitions"
    code = _Loader(name, os.path.relpath(filename)).get_code(name)
    exec(code, globals_, locals_)  # noqa: S102


class _Counted(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        # Of these the items are what is compared, and there may be none.
        match node.test:
            case ast.Call(func=ast.Name("all") as called, args=[_], keywords=[]) as call:
                call.func = _replaced(_ALL, called)
                return [node]
            case ast.UnaryOp(
                op=ast.Not(), operand=ast.Call(func=ast.Name("any") as called, args=[_], keywords=[]) as call
            ):
                call.func = _replaced(_ANY, called)
                return [node]
        said = ast.Expr(ast.Call(ast.Name(_CHECKED, ast.Load()), [], []))
        return [ast.copy_location(said, node), node]


def _replaced(name: str, called: ast.Name) -> ast.Call:
    return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [called], []), called)


def _counting(builtin: Callable[[Any], Any]) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Return what gives `all` or `any` with its items counted; something else of that name is counted once."""

    def chosen(called: Callable[[Any], Any]) -> Callable[[Any], Any]:
        if called is builtin:
            return lambda items: builtin(_counted(items))
        checked()
        return called

    return chosen


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        checked()
        yield item


_COUNTS = {_CHECKED: checked, _ALL: _counting(builtins.all), _ANY: _counting(builtins.any)}


_real = cache(os.path.realpath)


class _Finder(MetaPathFinder):
    """Finds the modules in the folders of step definitions, and in the one around each that is not the start folder.

    The start folder has the project's own code, whose asserts prove nothing.
    """

    def __init__(self) -> None:
        self._folders: set[str] = set()

    def take(self, filename: str) -> None:
        """Take the folder of a file of step definitions, and the one around it."""
        steps = os.path.dirname(os.path.realpath(filename))
        around = os.path.dirname(steps)
        self._folders |= {steps} if around == os.path.realpath(os.curdir) else {steps, around}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        # Asked of every module: a second search for each would take as long as Python's own.
        if not self._folders or not self._may_find(fullname, sys.path if path is None else path):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or not self._is_beside_steps(spec.origin or ""):
            return None
        spec.loader = _Loader(fullname, spec.loader.path)
        return spec

    def _may_find(self, fullname: str, path: Sequence[str]) -> bool:
        """Whether a module of this name would be one of the folders, or lie in one, where the path has it."""
        name = fullname.rpartition(".")[2]
        places = (os.path.join(_real(entry or os.getcwd()), name) for entry in path)
        return any(f"{place}{os.sep}".startswith(f"{folder}{os.sep}") for place in places for folder in self._folders)

    def _is_beside_steps(self, file: str) -> bool:
        return any(os.path.realpath(file).startswith(f"{folder}{os.sep}") for folder in self._folders)


class _Loader(SourceFileLoader):
    """Loads a module with its asserts counted; one without any as always, from its bytecode."""

    def get_code(self, fullname: str) -> CodeType | None:
        source = self.get_data(self.path)
        if not _HAS_ASSERT.search(source):
            return super().get_code(fullname)
        counted = ast.fix_missing_locations(_Counted().visit(ast.parse(source, self.path)))
        return compile(counted, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        vars(module).update(_COUNTS)
        super().exec_module(module)


_FINDER = _Finder()
