"""The private names of other libraries are where timeskip looks for them."""

import ast
from pathlib import Path

import pytest
from behave.runner import Context
from celery.schedules import crontab

import timeskip.clocks.freezegun_clock
from timeskip import private_names
from timeskip.private_names import PRIVATE_NAMES, PrivateName, missing

SOURCE = Path(timeskip.__file__).parent
# Their libraries have promised to keep these.
KEPT = {
    "_base_manager", "_default_manager", "_exit", "_get_current_object", "_getframe", "_meta", "_replace", "_save",
    "_testMethodName",
}  # fmt: skip


def test_every_private_name_is_there() -> None:
    assert missing() == []


def test_a_name_that_has_moved_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = PrivateName("celery", "celery.app.trace:trace_task_in_its_new_home", "to run a task as a worker does")
    monkeypatch.setattr(private_names, "PRIVATE_NAMES", (moved,))
    (sentence,) = missing()
    assert "has no celery.app.trace:trace_task_in_its_new_home any more" in sentence
    assert "Use an earlier celery or a newer timeskip." in sentence


def test_a_library_that_is_not_installed_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "PRIVATE_NAMES", (PrivateName("no-such-library", "no_such:name", "nothing"),))
    assert missing() == []


def test_a_crontab_that_has_changed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crontab(crontab):
        def __init__(self) -> None:
            super().__init__()
            del self._orig_hour

    monkeypatch.setattr(private_names, "crontab", Crontab)
    assert missing() == [
        "Celery's crontab has no _orig_hour any more; timeskip needs it to look up when an entry is due."
    ]


def test_behave_is_looked_at_where_it_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Context, "_push")
    (sentence,) = missing()
    assert "has no behave.runner:Context._push any more" in sentence


def test_every_private_name_is_looked_for() -> None:
    listed = {name.path.replace(":", ".").rpartition(".")[2] for name in PRIVATE_NAMES}
    listed |= {*private_names.OF_LOOP, *private_names.OF_EXECUTOR, *private_names.OF_CRONTAB}
    modules = [ast.parse(file.read_text()) for file in SOURCE.rglob("*.py") if file.name != "private_names.py"]
    nodes = [node for module in modules for node in ast.walk(module)]
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute) and is_private(node.attr)}
    own = set(filter(None, map(name_given_by, nodes)))
    assert used - own - KEPT - listed == set()
    assert {"_orig_hour", "_push", "_rollback_atomics"} <= used


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def name_given_by(node: ast.AST) -> str | None:
    """The name that timeskip itself gives to something here."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
            return name
    return None
