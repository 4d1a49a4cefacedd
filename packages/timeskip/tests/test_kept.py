"""What one run keeps for the next: a test database, and that system checks found nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("behave_django")

from databases import without_postgres
from test_behave import HERE

from timeskip.behave import fingerprint, kept

pytestmark = pytest.mark.processes

# Makes the test databases, and prints the tables of one as another thread sees them.
MAKE = """
import threading, django
django.setup()
from django.db import connection, connections
from timeskip.behave.django_runner import runner_of
runner = runner_of(None, is_real=False, keeps_data=False)()
databases = runner.setup_databases()
def look():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master UNION ALL SELECT codename FROM auth_permission")
        print(*cursor.fetchall(), sep="\\n")
    connections.close_all()
thread = threading.Thread(target=look)
thread.start()
thread.join()
runner.teardown_databases(databases)
"""
# A relative path, for which each version of Django has a warning.
FOUND_FAULT_WITH = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "here"}}
CHECK = """
import django
django.setup()
from django.core import checks
from django.core.management import get_commands, load_command_class
command = load_command_class("timeskip", "behave")
run_checks = checks.run_checks
checks.run_checks = lambda **options: [print("checked"), *run_checks(**options)][1:]
command.check()
"""


class Tree:
    """A project in a folder of its own, whose files are as old as those of a checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(HERE / "project", folder / "project", ignore=shutil.ignore_patterns("__pycache__"))
        for file in folder.rglob("*.py"):
            os.utime(file, (1, 1))

    @property
    def kept(self) -> list[Path]:
        return sorted((self.folder / kept.FOLDER).glob("[cd]*"))

    def start(self, code: str, **environment: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=self.folder,
            env=without_postgres(os.environ)
            | {"PYTHONPATH": str(self.folder), "DJANGO_SETTINGS_MODULE": "project.settings"}
            | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, code: str, **environment: str) -> tuple[str, str]:
        """Return what a process prints, and what it says of its work."""
        process = self.start(code, **environment)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        return out, err

    def edit(self, file: str, old: str, new: str, *, age: int = 1) -> None:
        path = self.folder / "project" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        os.utime(path, (age, age))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


@pytest.fixture
def made(tree: Tree) -> str:
    out, err = tree.run(MAKE, PYTHONHASHSEED="1")
    assert "Creating test database for alias 'default'" in err
    return out


def test_the_next_run_copies_the_database(tree: Tree, made: str) -> None:
    out, err = tree.run(MAKE, PYTHONHASHSEED="2")
    assert "Copying the test database of an earlier run for alias 'default'" in err
    assert "Creating" not in err
    assert out == made
    assert "notes_note" in out
    assert "add_note" in out


def test_what_was_made_of_something_else_is_not_used(tree: Tree, made: str) -> None:
    assert "Copying" not in tree.run(MAKE, USE_TZ="no")[1]
    tree.edit("notes/migrations/0001_initial.py", '("text", ', '("colour", models.TextField()), ("text", ')
    out, err = tree.run(MAKE)
    assert "Copying" not in err
    assert out.count('"colour"') == made.count('"colour"') + 1


def test_a_damaged_file_is_not_used(tree: Tree, made: str) -> None:
    for file in tree.kept:
        file.write_bytes(file.read_bytes()[:-100])
    out, err = tree.run(MAKE)
    assert "Copying" not in err
    assert out == made


@pytest.mark.parametrize(
    "damage", [lambda whole: whole[:-1], lambda whole: whole[:40] + b"x" + whole[41:], lambda whole: b""]
)
def test_only_what_was_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kept._read("rows") is None
    kept._write("rows", b"of a table that holds some")
    assert kept._read("rows") == b"of a table that holds some"
    file = kept.FOLDER / "rows"
    file.write_bytes(damage(file.read_bytes()))
    assert kept._read("rows") is None


def test_a_file_that_changed_during_the_start_keeps_nothing(tree: Tree) -> None:
    tree.edit("notes/models.py", "text = ", "text =  ", age=2**33)
    assert "Creating" in tree.run(MAKE)[1]
    assert tree.kept == []


def test_two_runs_at_once(tree: Tree) -> None:
    outputs = [process.communicate(timeout=300) for process in [tree.start(MAKE), tree.start(MAKE)]]
    assert outputs[0][0] == outputs[1][0] == tree.run(MAKE)[0] != ""
    assert "Creating" not in tree.run(MAKE)[1]
    # Nothing that was half written is left.
    assert len(list((tree.folder / kept.FOLDER).iterdir())) == len([".gitignore", *tree.kept])


def test_a_folder_that_cannot_be_written_keeps_nothing(tree: Tree, made: str) -> None:
    shutil.rmtree(tree.folder / kept.FOLDER)
    (tree.folder / kept.FOLDER).write_text("in the way")
    assert tree.run(MAKE)[0] == made


def test_only_the_newest_databases_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(kept.MOST_DATABASES + 2):
        kept._write(f"database-default-{number}", b"rows")
        os.utime(kept.FOLDER / f"database-default-{number}", (number, number))
    kept._remove_old("database-default-*")
    left = {file.name for file in kept.FOLDER.glob("database-*")}
    assert left == {f"database-default-{number}" for number in range(2, kept.MOST_DATABASES + 2)}


class TestChecks:
    def test_checks_that_found_nothing_run_again_only_after_a_change(self, tree: Tree) -> None:
        assert [tree.run(CHECK)[0] for _ in range(2)] == ["checked\n", ""]
        tree.edit("urls.py", "urlpatterns", "# Another.\nurlpatterns")
        assert [tree.run(CHECK)[0] for _ in range(2)] == ["checked\n", ""]

    def test_checks_that_find_something_run_each_time(self, tree: Tree) -> None:
        tree.edit("settings.py", "USE_TZ = ", f"CACHES = {FOUND_FAULT_WITH}\nUSE_TZ = ")
        for _ in range(2):
            out, err = tree.run(CHECK)
            assert out == "checked\n"
            assert "caches.W003" in err


def test_a_fingerprint_changes_with_a_file(tmp_path: Path) -> None:
    seen = []
    for content in (None, "one", "two"):
        fingerprint._content_of.cache_clear()
        if content:
            (tmp_path / "file.py").write_text(content)
        seen.append(fingerprint.fingerprint([str(tmp_path / "file.py")]))
    assert len(set(seen)) == 3


@pytest.mark.parametrize("name", ["models.py", "migrations/0002.sql", "fixtures/names.json"])
def test_every_file_of_an_app_counts(tmp_path: Path, name: str) -> None:
    file = tmp_path / "app" / name
    file.parent.mkdir(parents=True)
    for passed_over in (tmp_path / "app" / "__pycache__", tmp_path / "app" / ".git"):
        passed_over.mkdir()
    for one in (file, tmp_path / "app" / "__pycache__" / "models.pyc", tmp_path / "app" / ".git" / "index"):
        one.touch()
    assert list(fingerprint._files_of(str(tmp_path / "app"))) == [str(file)]


def test_a_project_in_the_folder_of_a_virtual_environment_is_its_own() -> None:
    assert fingerprint._is_own(os.path.join(sys.prefix, "myproject", "models.py"))
    assert not fingerprint._is_own(pytest.__file__)
    assert not fingerprint._is_own(json.__file__)


def test_a_setting_reads_the_same_in_every_process() -> None:
    value = {"set": {"b", "a"}, "object": object(), "function": test_a_fingerprint_changes_with_a_file, "list": [1]}
    assert fingerprint._plain(value) == (
        "dict 'function': test_kept.test_a_fingerprint_changes_with_a_file, 'list': [1], 'object': <object object>, "
        "'set': set 'a', 'b',,"
    )
