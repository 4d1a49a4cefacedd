"""The story's event loop, however long a run has lasted."""

import subprocess
import sys

import pytest

# In a process of its own, because a loop that fails here never ends.
CODE = """
from types import SimpleNamespace
from timeskip.event_loop import StoryLoop

loop, fired = StoryLoop(SimpleNamespace(elapsed={elapsed})), []
loop.call_at({elapsed}, fired.append, "now")
loop.call_at({elapsed} + 0.001, fired.append, "later")
loop.settle()
print(fired, loop.next_timer > {elapsed})
"""


@pytest.mark.parametrize("days", [0, 90, 100, 400, 4000])
def test_a_timer_that_is_due_fires(days: int) -> None:
    code = CODE.format(elapsed=days * 86_400 + 0.1)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert run.stdout.strip() == "['now'] True", run.stderr
