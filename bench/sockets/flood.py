"""One person's flood, a process of its own: 20 sockets that ask for everything and connect again when closed.

Takes [url, headers, kind of flood] as JSON from its argument; says `ready` when it begins, and runs until
standard input ends; then it prints how many sockets it opened and how many frames it sent.
"""

import asyncio
import json
import sys
from collections import Counter
from contextlib import suppress

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

SOCKETS = 20
# Seconds between two requests of a socket, by the kind of flood. Steady stays just within the limit.
INTERVALS = {"requests": 0, "steady": 0.34}
OPTIONS = {"compression": None, "ping_interval": None, "proxy": None, "open_timeout": 60}
EVERYTHING = json.dumps({"type": "since", "sequence": 0})


async def ask(socket, interval: float, counts: Counter) -> None:
    """Ask without waiting for answers."""
    while True:
        await socket.send(EVERYTHING)
        counts["frames"] += 1
        # Sending by itself yields only where the connection is full.
        await asyncio.sleep(interval)


async def listen(socket) -> None:
    async for _ in socket:
        pass


async def flood(url: str, headers: dict, kind: str, counts: Counter, all_open: asyncio.Barrier) -> None:
    """Open a socket, flood it until it is closed, and again; starts when all sockets have been open once."""
    if kind in INTERVALS:
        async with connect(url, additional_headers=headers, **OPTIONS) as socket:
            counts["sockets"] += 1
            if await all_open.wait() == 0:
                print("ready", flush=True)
            with suppress(ConnectionClosed):
                await asyncio.gather(listen(socket), ask(socket, INTERVALS[kind], counts))
    while True:
        with suppress(ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
            async with connect(url, additional_headers=headers, **OPTIONS) as socket:
                counts["sockets"] += 1
                if kind in INTERVALS:
                    await asyncio.gather(listen(socket), ask(socket, INTERVALS[kind], counts))


async def main() -> None:
    url, headers, kind = json.loads(sys.argv[1])
    counts: Counter = Counter()
    all_open = asyncio.Barrier(SOCKETS)
    floods = [asyncio.create_task(flood(url, headers, kind, counts, all_open)) for _ in range(SOCKETS)]
    if kind not in INTERVALS:
        print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for one in floods:
        one.cancel()
    print(json.dumps(counts), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
