"""Copies of this process: a story goes on in a copy, and the process itself stays where the story was.

Everything is copied with it: the database in memory with its open transaction, the clock, what waits in queues, the
mailboxes, the open sockets with their consumers, and every cache.
"""

import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, NoReturn, TypeVar
from unittest.mock import patch

from django.db import connections
from django.utils.module_loading import import_string

from timeskip.errors import NotSimulated
from timeskip.private_names import let_executors_work_in_copies

Result = TypeVar("Result")
IN_THE_COPY = "In the copy of the process:"
_NEEDS_MEMORY = (
    "Exploring copies this process with its database in memory. {name} is not in memory, so what one story writes "
    "there would be in the next: explore with SQLite's test database."
)


# Says how far the work of a copy has come, should it die there.
Note = Callable[[object], None]


class CopyDied(Exception):
    """A copy of the process ended without an answer; `noted` is what it noted last."""

    noted: Any = None


class NotHandedOver(Exception):
    """An error in a copy of the process that cannot be pickled, in its words."""


def require_fork() -> None:
    """Raise NotSimulated where this process cannot be copied."""
    if not hasattr(os, "fork"):
        raise NotSimulated("Exploring copies its process with fork(), which this system does not have.")


def require_copies() -> None:
    """Raise NotSimulated where a copy of this process would not have a database of its own."""
    for connection in connections.all():
        if connection.vendor != "sqlite" or not connection.is_in_memory_db():
            raise NotSimulated(_NEEDS_MEMORY.format(name=f"The database “{connection.alias}”"))


def in_a_copy(work: Callable[[], Result]) -> Result:
    """Return what `work` returns in a copy of this process, or raise what it raises there; either is pickled.

    Raises CopyDied where the copy ends before. An error has a note with the traceback that it had there.
    """
    return in_a_noting_copy(lambda _: work())


def in_a_noting_copy(work: Callable[[Note], Result]) -> Result:
    """Do as `in_a_copy`; what `work` passes to its argument last, CopyDied brings along."""
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
        said = list(_said(answers))
    _, status = os.waitpid(copy, 0)
    signal.setitimer(signal.ITIMER_REAL, *timer)
    if not said or not said[-1].is_last:
        died = CopyDied(f"A copy of the process ended without an answer, with {os.waitstatus_to_exitcode(status)}.")
        died.noted = said[-1].result if said else None
        raise died
    result, error = said[-1].result, said[-1].error
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


@dataclass(frozen=True)
class _Said:
    """What a copy says: a note, or at last its answer."""

    result: Any = None
    error: BaseException | None = None
    is_last: bool = True


def _said(answers: IO[bytes]) -> Iterator[_Said]:
    # A copy may die in the middle of a word.
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            yield pickle.load(answers)  # noqa: S301 our own copy's


def _answer(writing: int, work: Callable[[Note], object]) -> NoReturn:
    """Work, answer, and end at once: what the process does at its end is not the copy's to do."""
    try:
        with os.fdopen(writing, "wb", buffering=0) as answers:
            if answer := _answer_of(work, lambda noted: _write(answers, pickle.dumps(_Said(noted, is_last=False)))):
                _write(answers, answer)
    finally:
        os._exit(0)


def _write(pipe: IO[bytes], words: bytes) -> None:
    left = memoryview(words)
    while left:
        left = left[pipe.write(left) :]


def _answer_of(work: Callable[[Note], object], note: Note) -> bytes | None:
    """Return the answer; None where the work has ended its process."""
    try:
        return pickle.dumps(_Said(work(note)))
    except SystemExit:
        return None
    except BaseException as error:
        # pickle leaves the traceback out. That of the innermost copy says where it was.
        if not any(note.startswith(IN_THE_COPY) for note in getattr(error, "__notes__", ())):
            error.add_note(f"{IN_THE_COPY}\n{''.join(traceback.format_exception(error))}")
        try:
            answer = pickle.dumps(_Said(error=error))
            pickle.loads(answer)  # noqa: S301 our own
        except Exception:
            handed_over = NotHandedOver(f"{type(error).__name__}: {error}")
            handed_over.__notes__ = list(error.__notes__)
            return pickle.dumps(_Said(error=handed_over))
        return answer
