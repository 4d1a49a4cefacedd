"""Sockets held in one process, and how fast they open, beside a bare Channels echo consumer.

Both are served by uvicorn on the same PostgreSQL and the same Redis pub/sub, one after the other, in turn.
A slow run fails nothing.
"""

import argparse
import os
import sys
from collections.abc import Callable
from statistics import median

from bench.sockets.in_tree.people import log_in
from bench.sockets.variants import LOGS, SERVER, client
from reliability.rig import SETTINGS, Rig
from timeskip.stacks.processes import Process, answers, free_port, memory_of, running

COUNTS = (1_000, 5_000)
APPLICATIONS = {"crm": "crm_backend.asgi:application", "echo": "bench.sockets.echo:application"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sockets", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=list(COUNTS))
    options = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open())
        import django

        django.setup()
        people = log_in(max(options.counts))
        found = [
            measured(name, people, options.counts) for _ in range(options.rounds) for name in APPLICATIONS
        ]
    finally:
        rig.close()
    tell(found, options.counts)


def measured(name: str, people: list[tuple[int, str]], counts: list[int]) -> dict:
    """One round of one application: memory and speed by the number of sockets."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", APPLICATIONS[name], "--port", str(port), *SERVER]
    figures: dict = {"name": name, "memory": {}, "opened": {}}
    for count in counts:
        server = Process(name, command, LOGS / f"{name}.log", {})
        with running(server, lambda: answers(port)):
            before = memory_of(server.pid)
            with client(name, port, people[:count]) as (_, seconds):
                figures["memory"][count] = (memory_of(server.pid) - before) / count
                figures["opened"][count] = count / seconds
    return figures


def tell(found: list[dict], counts: list[int]) -> None:
    print("| | crm | echo | ratio |\n| --- | --- | --- | --- |")
    for count in counts:
        row(f"memory a socket, {count:,} open, KiB", found, lambda one, n=count: one["memory"][n] / 1024)
        row(f"opened a second, {count:,}", found, lambda one, n=count: one["opened"][n])


def row(what: str, found: list[dict], figure: Callable[[dict], float]) -> None:
    crm, echo = (median(figure(one) for one in found if one["name"] == name) for name in APPLICATIONS)
    print(f"| {what} | {crm:,.1f} | {echo:,.1f} | {crm / echo:.2f} |")


if __name__ == "__main__":
    main()
