"""One clock for every process: the story's own here, libfaketime in the others, moved together."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from timeskip.clocks import Clock
from timeskip.stacks.processes import Process

# Where Linux keeps files in memory.
MEMORY = Path("/dev/shm")  # noqa: S108 only random names, or names with a process's id, are used there


class FrozenProcess(Process):
    """A process whose clock is the one in the file `clock`, from its start. `library` comes from library_in()."""

    def __init__(
        self, name: str, command: list[str], log: Path, environment: Mapping[str, str], *, clock: Path, library: Path
    ) -> None:
        super().__init__(name, command, log, {**environment, **_environment(clock, library)})

    def kill(self) -> None:
        super().kill()
        # What libfaketime shares with the process's children outlives a process that is killed.
        if self.has_started:
            for name in (f"faketime_shm_{self.pid}", f"sem.faketime_sem_{self.pid}"):
                (MEMORY / name).unlink(missing_ok=True)


class SharedClock:
    """Moves this process's clock, and with it that of every process that reads the file."""

    def __init__(self, clock: Clock, file: Path) -> None:
        self._clock, self._file = clock, file

    @property
    def elapsed(self) -> float:
        return self._clock.elapsed

    def start(self, moment: datetime) -> None:
        self._clock.start(moment)
        write(self._file, moment.timestamp())

    def stop(self) -> None:
        self._clock.stop()

    def now(self) -> datetime:
        return self._clock.now()

    def check(self) -> None:
        self._clock.check()

    def move_to(self, moment: datetime) -> None:
        self._clock.move_to(moment)
        write(self._file, moment.timestamp())

    def real_time(self) -> float:
        return self._clock.real_time()


def write(file: Path, moment: float) -> None:
    """Move the clock of every process that reads the file; `moment` in seconds since 1970."""
    # Nobody may read half of it.
    new = f"{file}.new"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, f"{moment:.6f}\n".encode())
    finally:
        os.close(descriptor)
    os.replace(new, file)


def library_in(folder: Path) -> Path:
    """Return a libfaketime that threads may use, made in `folder`; ValueError where it is not installed.

    A thread that waits for Python's global lock waits by pthread_cond_timedwait. libfaketime's own reads the clock
    there, beside the thread that has the lock, and both use one buffer: now and then one of them gets the real time.
    Under another name Linux does not find that function, and takes the system's.
    """
    spec = importlib.util.find_spec("libfaketime")
    if spec is None or spec.origin is None:
        raise ValueError("The real stack needs libfaketime. Run `pip install timeskip[stacks]`.")
    vendored = Path(spec.origin).parent / "vendor/libfaketime/src"
    if sys.platform != "linux":
        # A library that was changed is not loaded there.
        return vendored / "libfaketime.1.dylib"
    library = folder / "libfaketime.so.1"
    content = (vendored / library.name).read_bytes()
    library.write_bytes(content.replace(b"\0pthread_cond_timedwait\0", b"\0pthread_cond_timedwai_\0"))
    return library


def _environment(file: Path, library: Path) -> dict[str, str]:
    preload = (
        {"LD_PRELOAD": str(library)}
        if sys.platform == "linux"
        else {"DYLD_INSERT_LIBRARIES": str(library), "DYLD_FORCE_FLAT_NAMESPACE": "1"}
    )
    return {
        **preload,
        "FAKETIME_TIMESTAMP_FILE": str(file),
        # Seconds since 1970: an hour of autumn that comes twice has two of them.
        "FAKETIME_FMT": "%s",
        "FAKETIME_NO_CACHE": "1",
        # Waiting takes real time.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
