"""Real WebSockets to a real server."""

import asyncio
import itertools
import json
from contextlib import suppress

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from features.support.evidence import Evidence
from features.support.tabs import REFUSED, Tab, Tabs
from timeskip.stacks import NotOnThisStack

PATIENCE = 10  # real seconds for an answer


class Sockets(Tabs):
    """Everybody's open tabs."""

    def __init__(self, evidence: Evidence, port: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(evidence)
        self._port = port
        self._loop = loop
        self._numbers = itertools.count(1)

    def break_pushes(self) -> None:
        raise NotOnThisStack("The channel layer serves every process; `make faults` takes it down.")

    def settle(self) -> None:
        """Let every socket receive what the server has for it."""
        open_tabs = [tab for tab in self.tabs if tab.open]
        if open_tabs:
            self._run(asyncio.gather, *map(self._go_round, open_tabs))

    def close(self) -> None:
        """End every socket, whatever has happened."""
        lines = [tab.line for tab in self.tabs if tab.line]
        if lines:
            self._run(asyncio.gather, *(line.close() for line in lines))

    def _open(self, tab: Tab, path: str, headers: dict[str, str]) -> None:
        try:
            tab.line = self._run(self._connect, path, headers)
        except InvalidStatus:
            self._closed(tab, REFUSED)
            return
        tab.accepted = True
        self._run(self._go_round, tab)

    def _send(self, tab: Tab, frame: str | bytes) -> None:
        with suppress(ConnectionClosed):  # The round trip says with which code.
            self._run(tab.line.send, frame)
        self._run(self._go_round, tab)

    def _leave(self, tab: Tab) -> None:
        self._run(tab.line.close)

    async def _connect(self, path: str, headers: dict[str, str]) -> ClientConnection:
        return await connect(
            f"ws://127.0.0.1:{self._port}{path}",
            additional_headers=headers,
            compression=None,
            proxy=None,
            ping_interval=None,
        )

    async def _go_round(self, tab: Tab) -> None:
        """One round trip: what comes back before the echo is what the server had to say."""
        number = next(self._numbers)
        try:
            async with asyncio.timeout(PATIENCE):
                await tab.line.send(json.dumps({"echo": number}))
                while (frame := json.loads(await tab.line.recv())) != {"echo": number}:
                    self._arrived(tab, frame)
        except ConnectionClosed as closed:
            close = closed.rcvd
            self._closed(tab, close.code if close else REFUSED, close.reason if close else "")

    def _run(self, function, *args):
        async def run():
            return await function(*args)

        return self._loop.run_until_complete(run())
