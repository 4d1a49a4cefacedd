"""Tabs that reconnect and ask for what they missed, in a process of their own.

Reads `[url, headers]` of each tab from a file, and appends events to another: `shown TAB SEQUENCE` when a tab
shows a notification for the first time, `open TAB SECONDS` when it connects after so many seconds without a
connection. With `flood` as third argument the tabs send valid and invalid frames as fast as they can.
"""

import asyncio
import itertools
import json
import sys
import time
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

RECONNECT_DELAYS = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds until the next try, growing
# A lost push leaves no gap in the sequence if it was the last one, so a tab asks regularly.
HEARTBEAT = 2  # seconds
OPTIONS = {"compression": None, "proxy": None, "ping_interval": 2, "ping_timeout": 10}
FLOOD = [
    json.dumps(frame)
    for frame in (
        {"type": "get_unread_count"},
        {"type": "since", "sequence": 0},
        {"type": "mark_read", "id": 1},
        {"type": "no_such_type"},
        ["x" * 20_000],
    )
]


class Tab:
    """One tab; `_last` is the newest notification before which none is missing."""

    def __init__(self, number: int, place: list, shown) -> None:
        self._number = number
        self._url, self._headers = place
        self._file = shown
        self._shown: set[int] = set()
        self._last = 0

    async def stay(self, talk) -> None:
        left, tries = time.monotonic(), 0
        while True:
            with suppress(ConnectionClosed, InvalidHandshake, OSError, TimeoutError):
                async with connect(self._url, additional_headers=self._headers, **OPTIONS) as socket:
                    self._note("open", f"{time.monotonic() - left:.3f}")
                    tries = 0
                    await talk(self, socket)
            if tries == 0:
                left = time.monotonic()
            await asyncio.sleep(RECONNECT_DELAYS[min(tries, len(RECONNECT_DELAYS) - 1)])
            tries += 1

    async def follow(self, socket) -> None:
        """Show what arrives, and ask for what is missing."""
        beat = asyncio.create_task(self._ask_now_and_then(socket))
        try:
            async for text in socket:
                frame = json.loads(text)
                if frame["type"] == "notification":
                    await self._show(frame["notification"]["sequence"], socket)
                elif frame["type"] == "replayed" and frame["more"]:
                    await self._ask(socket)
        finally:
            beat.cancel()

    async def flood(self, socket) -> None:
        """Send frames without pause; every other tab does not read the answers."""
        reading = asyncio.create_task(self._read(socket)) if self._number % 2 else None
        try:
            for frame in itertools.cycle(FLOOD):
                await socket.send(frame)
        finally:
            if reading:
                reading.cancel()

    async def _read(self, socket) -> None:
        async for _ in socket:
            pass

    async def _show(self, sequence: int, socket) -> None:
        if sequence in self._shown:
            return
        self._shown.add(sequence)
        self._note("shown", sequence)
        gap = sequence > self._last + 1
        while self._last + 1 in self._shown:
            self._last += 1
        if gap and sequence == max(self._shown):
            await self._ask(socket)

    async def _ask_now_and_then(self, socket) -> None:
        while True:
            await self._ask(socket)
            await asyncio.sleep(HEARTBEAT)

    async def _ask(self, socket) -> None:
        await socket.send(json.dumps({"type": "since", "sequence": self._last}))

    def _note(self, what: str, figure) -> None:
        self._file.write(f"{what} {self._number} {figure}\n")
        self._file.flush()


async def main(places: str, shown: str, flood: bool) -> None:
    talk = Tab.flood if flood else Tab.follow
    with Path(shown).open("a") as file:
        tabs = [Tab(number, place, file) for number, place in enumerate(json.loads(Path(places).read_text()))]
        await asyncio.gather(*(tab.stay(talk) for tab in tabs))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], "flood" in sys.argv[3:]))
