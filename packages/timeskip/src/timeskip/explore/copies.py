"""Copies of this process: a story goes on in a copy, and the process itself stays where the story was.

Everything is copied with it: the database in memory with its open transaction, the clock, what waits in queues, the
mailboxes, the open sockets with their consumers, and every cache.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn, TypeVar
from unittest.mock import patch

from django.db import connections
from django.utils.module_loading import import_string

from timeskip.errors import NotSimulated
from timeskip.private_names import let_executors_work_in_copies

Result = TypeVar("Result")
_NEEDS_MEMORY = (
    "Exploring copies this process with its database in memory. {name} is not in memory, so what one story writes "
    "there would be in the next: explore with SQLite's test database."
)


class CopyDied(Exception):
    """A copy of the process ended without an answer, or with one that cannot be handed over."""


def require_copies() -> None:
    """Raise NotSimulated where a copy of this process would not have a database of its own."""
    if not hasattr(os, "fork"):
        raise NotSimulated("Exploring copies its process with fork(), which this system does not have.")
    for connection in connections.all():
        if connection.vendor != "sqlite" or not connection.is_in_memory_db():
            raise NotSimulated(_NEEDS_MEMORY.format(name=f"The database “{connection.alias}”"))


def in_a_copy(work: Callable[[], Result]) -> Result:
    """Return what `work` returns in a copy of this process, or raise what it raises there; either is pickled."""
    let_executors_work_in_copies()
    # The watchdog watches the process that tells the story, not the one that waits for it.
    timer = signal.setitimer(signal.ITIMER_REAL, 0)
    reading, writing = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(reading)
        signal.setitimer(signal.ITIMER_REAL, *timer)
        _answer(writing, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        answer = answers.read()
    _, status = os.waitpid(copy, 0)
    signal.setitimer(signal.ITIMER_REAL, *timer)
    if not answer:
        raise CopyDied(f"A copy of the process ended without an answer, with {os.waitstatus_to_exitcode(status)}.")
    result, error = pickle.loads(answer)  # noqa: S301 our own copy's
    if error is not None:
        raise error
    return result


@contextmanager
def called_in_copies(paths: Iterable[str]) -> Iterator[None]:
    """While this lasts, each call of these functions is made in a copy of the process."""
    with ExitStack() as stand_ins:
        for path in paths:
            stand_ins.enter_context(patch(path, _in_copies(import_string(path))))
        yield


def _in_copies(function: Callable[..., Result]) -> Callable[..., Result]:
    def call(*args: Any, **kwargs: Any) -> Result:
        return in_a_copy(lambda: function(*args, **kwargs))

    return call


def _answer(writing: int, work: Callable[[], object]) -> NoReturn:
    """Work, answer, and end at once: what the process does at its end is not the copy's to do."""
    try:
        with os.fdopen(writing, "wb") as answers:
            answers.write(_answer_of(work))
    finally:
        os._exit(0)


def _answer_of(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), None))
    except BaseException as error:
        try:
            answer = pickle.dumps((None, error))
            pickle.loads(answer)  # noqa: S301 our own
        except Exception:
            return pickle.dumps((None, CopyDied(f"{type(error).__name__}: {error}")))
        return answer
