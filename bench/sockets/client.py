"""Opens sockets and records when each receives a frame, in a process of its own.

Reads [url, headers, name] of each from a file, opens them, says `["open", SECONDS]`; then, for a
`[word, count]` on standard input, waits until so many names have heard a frame with the word in it and prints
when, in nanoseconds of the machine's monotonic clock.
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

from websockets.asyncio.client import connect

AT_ONCE = 50
PATIENCE = 60  # seconds


class Ears:
    """When each socket received a frame with the word."""

    def __init__(self) -> None:
        self.heard: dict[str, int] = {}
        self.word, self.count = "\0", 0
        self.enough = asyncio.Event()

    async def listen(self, socket, name: str) -> None:
        async for frame in socket:
            if self.word in frame and name not in self.heard:
                self.heard[name] = time.perf_counter_ns()
                if len(self.heard) == self.count:
                    self.enough.set()

    async def hear(self, word: str, count: int) -> dict[str, int]:
        self.heard, self.word, self.count = {}, word, count
        self.enough.clear()
        print(json.dumps("listening"), flush=True)
        async with asyncio.timeout(PATIENCE):
            await self.enough.wait()
        return self.heard


async def main(file: Path) -> None:
    places = json.loads(file.read_text())
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    turn, ears, listening = asyncio.Semaphore(AT_ONCE), Ears(), []

    async def open_one(url: str, headers: dict, name: str):
        async with turn:
            socket = await connect(
                url,
                additional_headers=headers,
                compression=None,
                ping_interval=None,
                proxy=None,
                open_timeout=PATIENCE,
            )
            await socket.recv()
        listening.append(asyncio.ensure_future(ears.listen(socket, name)))
        return socket

    began = time.perf_counter()
    sockets = await asyncio.gather(*(open_one(*place) for place in places))
    print(json.dumps(["open", time.perf_counter() - began]), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, count = json.loads(line)
        print(json.dumps(await ears.hear(word, count)), flush=True)
    for one in listening:
        one.cancel()
    await asyncio.gather(*(socket.close() for socket in sockets))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
