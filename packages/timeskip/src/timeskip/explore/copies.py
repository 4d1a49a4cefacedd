"""Copies of this process: a story goes on in a copy, and the process itself stays where the story was.

Everything is copied with it: the database in memory with its open transaction, the clock, what waits in queues, the
mailboxes, the open sockets with their consumers, and every cache.
"""

import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")
_start_thread = ThreadPoolExecutor._adjust_thread_count


class CopyDied(Exception):
    """A copy of the process ended before it had an answer."""


def in_a_copy(work: Callable[[], Result]) -> Result:
    """Return what `work` returns in a copy of this process; what it returns or raises has to be picklable."""
    ThreadPoolExecutor._adjust_thread_count = _start_thread_of_this_process
    # The watchdog's, which watches whoever tells the story.
    timer = signal.setitimer(signal.ITIMER_REAL, 0)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(writing, work, timer)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        answer = answers.read()
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, *timer)
    if not answer:
        raise CopyDied(f"A copy of the process ended with {os.waitstatus_to_exitcode(status)} and no answer.")
    has_failed, result = pickle.loads(answer)  # noqa: S301 our own copy's
    if has_failed:
        raise result
    return result


def _answer(writing: int, work: Callable[[], Any], timer: tuple[float, float]) -> None:
    """Work, answer, and end at once: what the process would do at its end is not the copy's to do."""
    try:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        try:
            answer = pickle.dumps((False, work()))
        except BaseException as error:
            answer = _as_failure(error)
        with os.fdopen(writing, "wb") as answers:
            answers.write(answer)
    finally:
        os._exit(0)


def _as_failure(error: BaseException) -> bytes:
    try:
        answer = pickle.dumps((True, error))
        pickle.loads(answer)  # noqa: S301 our own
    except Exception:
        return pickle.dumps((True, CopyDied(f"{type(error).__name__}: {error}")))
    return answer


def _start_thread_of_this_process(executor: Any) -> None:
    """Let an executor start a thread: those that it counts are the threads of the process that was copied."""
    process = os.getpid()
    if getattr(executor, "_process", None) != process:
        if hasattr(executor, "_process") or not _are_alive(executor._threads):
            executor._threads = set()
            executor._idle_semaphore = threading.Semaphore(0)
        executor._process = process
    _start_thread(executor)


def _are_alive(threads: set[threading.Thread]) -> bool:
    return all(thread.is_alive() for thread in threads)
