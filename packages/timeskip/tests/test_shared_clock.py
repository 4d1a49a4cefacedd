"""The clock of a real stack's processes."""

import sys
from pathlib import Path

import pytest

from timeskip.stacks.real.clock import FrozenProcess, library_in, write

pytest.importorskip("libfaketime", reason="The real stack needs libfaketime: pip install timeskip[stacks]")

pytestmark = pytest.mark.processes

# Threads that contend for Python's global lock, while one of them reads the clock.
BUSY = """
import threading, time

end = time.monotonic() + 2

def work():
    while time.monotonic() < end:
        sum(range(1000))

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
found = set()
while time.monotonic() < end:
    found.add(time.time_ns())
print(sorted(found))
"""


def test_every_thread_of_a_process_has_the_story_s_clock(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    write(clock, 1741000000.25)
    process = FrozenProcess(
        "busy", [sys.executable, "-c", BUSY], tmp_path / "log", {}, clock=clock, library=library_in(tmp_path)
    )
    process.start()
    assert process.wait_until_ended(60) == 0
    assert (tmp_path / "log").read_text() == "[1741000000250000000]\n"
