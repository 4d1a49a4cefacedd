"""A worker's process: what it prints, which signals it answers, and what it cannot keep of the run's."""

import ctypes
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import FrameType
from typing import Any

from asgiref.sync import SyncToAsync

from timeskip.behave.parallel.colleague import ANSWERED
from timeskip.behave.parallel.worker import Worker
from timeskip.stacks.processes import PR_SET_PDEATHSIG

VARIABLE = "TIMESKIP_WORKER"


def begin(number: int, worker_of: Callable[[], Worker], outputs: Sequence[Any]) -> None:
    """Begin a worker in a process that was forked for it; `outputs` take what it prints.

    The environment variable TIMESKIP_WORKER has its number, from 1: a project may name ports and folders by it.
    """
    os.environ[VARIABLE] = str(number + 1)
    for descriptor, file in zip((1, 2), outputs, strict=True):
        os.dup2(file.fileno(), descriptor)
    sys.stdout = sys.__stdout__ = _text(1)
    sys.stderr = sys.__stderr__ = _text(2)
    # Threads do not come along with a fork.
    SyncToAsync.single_thread_executor = ThreadPoolExecutor(max_workers=1)
    # What came along stays; looking through it again and again would take time, and copy its memory.
    gc.freeze()
    worker = worker_of()
    _answer_signals(worker)
    worker.run()


def _text(number: int) -> io.TextIOWrapper:
    binary = io.FileIO(number, "wb", closefd=False)
    return io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _answer_signals(worker: Worker) -> None:
    """Leave Ctrl-C, which a terminal sends to all, to the run: it ends its workers with SIGTERM."""
    # What the run listens to is its own.
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Not SIG_IGN, which processes that a step starts would inherit.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, partial(_interrupt, worker))
    # They were held for the fork.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ANSWERED)
    if sys.platform == "linux":
        # A run that is killed cannot end its workers: the kernel does.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _interrupt(worker: Worker, number: int, frame: FrameType | None) -> None:
    # What tidies up is not interrupted again.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    worker.note_termination()
    raise KeyboardInterrupt
