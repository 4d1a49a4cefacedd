"""What a project is made of, as one hash: it changes with anything that could change what was made from it."""

import logging
import os
import re
import sqlite3
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

# Of other people: their versions stand for their files. A virtual environment itself may be the folder of a project.
_LIBRARIES = tuple(
    os.path.join(sysconfig.get_path(name), "") for name in ("stdlib", "platstdlib", "purelib", "platlib")
)
# Of an app, what no migration reads.
_PASSED_OVER = ("__pycache__", "node_modules")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def project_files() -> set[str]:
    """Return the files that the project's own apps could import or migrate with, and the modules it has imported."""
    loaded = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    files = {str(file) for file in loaded if file and _is_own(str(file))}
    for app in apps.get_app_configs():
        if _is_own(os.path.join(app.path, "")):
            files.update(_files_of(app.path))
    return files


def fingerprint(files: Iterable[str]) -> str:
    """Return a hash of the settings, of Python and every installed library, and of these files' content.

    A file that cannot be read counts as well: it may be read the next time.
    """
    digest = sha256()
    for part in (sys.version, sqlite3.sqlite_version, *_libraries(), *_settings()):
        digest.update(part.encode() + b"\0")
    for file in sorted(files):
        digest.update(file.encode() + b"\0" + _content_of(file) + b"\0")
    return digest.hexdigest()


def are_as_imported(files: Iterable[str]) -> bool:
    """Whether none of these files has changed since this process began to import."""
    now = logging.makeLogRecord({})
    # Python imports logging long before the project. A second more, because the clocks of files are coarse.
    began = now.created - now.relativeCreated / 1000 - 1
    try:
        return all(os.stat(file).st_mtime < began for file in files)
    except OSError:
        return False


def _is_own(path: str) -> bool:
    return not path.startswith(_LIBRARIES)


def _files_of(folder: str) -> Iterator[str]:
    # A migration or a check may read a file of any kind, such as a fixture.
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _PASSED_OVER and not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in names)


@cache
def _content_of(file: str) -> bytes:
    try:
        return sha256(Path(file).read_bytes()).digest()
    except OSError:
        return b""


def _libraries() -> Iterator[str]:
    """Yield each installed distribution with its version, and when it was installed."""
    for folder in sys.path:
        if os.path.isdir(folder):
            found = [entry for entry in os.scandir(folder) if entry.name.endswith((".dist-info", ".egg-info"))]
            yield from sorted(f"{entry.name} {entry.stat().st_mtime_ns}" for entry in found)


def _settings() -> Iterator[str]:
    for name in sorted(dir(settings)):
        if name.isupper():
            yield f"{name} {_plain(getattr(settings, name))}"


def _plain(value: Any) -> str:
    """Return a value in words that are the same in every process."""
    if isinstance(value, Mapping):
        return " ".join(["dict", *sorted(f"{_plain(key)}: {_plain(one)}," for key, one in value.items())])
    if isinstance(value, set | frozenset):
        return " ".join(["set", *sorted(f"{_plain(one)}," for one in value)])
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return _ADDRESS.sub("", repr(value))
