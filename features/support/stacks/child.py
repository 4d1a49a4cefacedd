"""A process of the suite's own, that ends before those that it needs are taken down."""

import os
import signal
import subprocess


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command with more in its environment; returns its exit code.

    Ctrl-C is the command's to answer, and SIGTERM is passed on to it: whoever called is to clean up after it
    has ended, and not before.
    """
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603 this very command
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
    }
    try:
        return process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
