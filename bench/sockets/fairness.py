"""How long other people's requests take while one person floods the live channel with 20 sockets.

One uvicorn process as in production (PostgreSQL, Redis, the Procfile's limits). Ten people ask for what they
missed twice a second each; idle and flooded rounds take turns. A slow run fails nothing.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from websockets.asyncio.client import connect

from bench.sockets.in_tree.people import log_in, place
from bench.sockets.variants import LOGS
from reliability.rig import Rig
from timeskip.stacks.processes import Process, answers, free_port, running

SETTINGS = "bench.sockets.settings"
KINDS = ("requests", "steady", "connections")
ASKING = 10  # people
PAUSE = 0.5  # seconds between two requests of one of them: well within the limit
MISSED = 200  # notifications of the person who floods
SERVER = ["--lifespan", "off", "--no-access-log", "--log-level", "info", "--ws-max-size", "65536"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15, help="of each round")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options = parser.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open() | {"DJANGO_SETTINGS_MODULE": SETTINGS})
        import django

        django.setup()
        people = log_in(ASKING + 1)
        tell_much(people[0][0])
        port = free_port()
        log = LOGS / "fairness.log"
        log.unlink(missing_ok=True)
        command = [
            sys.executable,
            "-m",
            "uvicorn",
            "crm_backend.asgi:application",
            "--port",
            str(port),
            *SERVER,
        ]
        with running(Process("web", command, log, {}), lambda: answers(port)):
            for kind in options.kinds:
                tell(kind, [measured(port, people, kind, options.seconds) for _ in range(options.rounds)])
        print(f"“socket.send() raised exception” in the server's log: {log.read_text().count('raised exc')}")
    finally:
        rig.close()


def tell_much(user_id: int) -> None:
    """Give one person notifications to ask for."""
    from users.models import User
    from users.notifications import Notice, notify

    user = User.objects.get(pk=user_id)
    notify(
        Notice(recipient=user, event="application_status", message=f"News {n}", dedupe_key=str(n))
        for n in range(MISSED)
    )


def measured(port: int, people: list[tuple[int, str]], kind: str, seconds: float) -> dict:
    """The delays of one round without the flood, and with it, in milliseconds."""
    (_, flooding), *asking = people
    idle = asyncio.run(delays(port, asking, seconds))
    with flood(port, flooding, kind) as counts:
        flooded = asyncio.run(delays(port, asking, seconds))
    return {"idle": idle, "flooded": flooded, **counts}


@contextmanager
def flood(port: int, session_key: str, kind: str) -> Iterator[dict]:
    """Let one person flood during the block; the dictionary has the counts afterwards."""
    command = [sys.executable, "-m", "bench.sockets.flood", json.dumps([*place(port, session_key), kind])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    counts: dict = {}
    try:
        assert process.stdout.readline() == "ready\n", "The flood could not open its sockets."
        yield counts
    finally:
        said, _ = process.communicate("", 60)
        counts |= json.loads(said)


async def delays(port: int, people: list[tuple[int, str]], seconds: float) -> list[float]:
    """Let people ask for some time; returns how long each answer took, in milliseconds."""
    found: list[float] = []

    async def ask(number: int, session_key: str) -> None:
        url, headers = place(port, session_key)
        async with connect(url, additional_headers=headers, compression=None, proxy=None) as socket:
            await asyncio.sleep(1 + number * PAUSE / len(people))
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                began = time.perf_counter()
                await socket.send(json.dumps({"type": "since", "sequence": 0}))
                while json.loads(await socket.recv())["type"] != "replayed":
                    pass
                found.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(PAUSE)

    await asyncio.gather(*(ask(number, key) for number, (_, key) in enumerate(people)))
    return found


def tell(kind: str, rounds: list[dict]) -> None:
    opened, sent = (sum(one.get(what, 0) for one in rounds) for what in ("sockets", "frames"))
    print(f"\n{kind}: {opened:,} sockets, {sent:,} frames\n")
    print("| delay, ms | idle | flooded | ratio |\n| --- | --- | --- | --- |")
    row("median", rounds, median)
    row("95th percentile", rounds, lambda delays: quantiles(delays, n=20)[18])


def row(what: str, rounds: list[dict], figure) -> None:
    idle, flooded = ([figure(one[when]) for one in rounds] for when in ("idle", "flooded"))
    # Within one round, so that other work on the machine disturbs both.
    ratio = median(after / before for before, after in zip(idle, flooded, strict=True))
    print(f"| {what} | {median(idle):.1f} | {median(flooded):.1f} | {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    main()
