"""Sockets that live as long as the scenario, on one loop and on the scenario's own connection."""

import asyncio
import json
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from asgiref.sync import SyncToAsync
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.db import DEFAULT_DB_ALIAS, connections

from crm_backend.asgi import application
from features.support.evidence import Evidence
from features.support.tabs import REFUSED, Tab, Tabs


class SettlingLoop(asyncio.SelectorEventLoop):
    """An event loop that can tell when nothing is left to happen, so that silence need not be waited for."""

    _of_the_run: "SettlingLoop | None" = None

    def __init__(self) -> None:
        super().__init__()
        self._in_threads: set[asyncio.Future] = set()

    @classmethod
    def of_the_run(cls) -> "SettlingLoop":
        """The loop of the scenario before, if that one left nothing behind on it; otherwise a new one."""
        if cls._of_the_run is None or not cls._of_the_run.is_settled or asyncio.all_tasks(cls._of_the_run):
            cls._of_the_run = cls()
        return cls._of_the_run

    def run_in_executor(self, executor, func, *args):
        future = super().run_in_executor(executor, func, *args)
        self._in_threads.add(future)
        future.add_done_callback(self._in_threads.discard)
        return future

    @property
    def is_settled(self) -> bool:
        """Whether no callback is ready, other than the one that asks, and no thread is at work."""
        return not self._in_threads and not self._ready

    async def settle(self) -> None:
        """Return when nothing is left to happen unless somebody acts."""
        while not self.is_settled:
            if self._in_threads:
                await asyncio.wait(self._in_threads)
            else:
                await asyncio.sleep(0)


class Live(Tabs):
    """Everybody's open tabs, on one loop and on the scenario's own connection."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence)
        self._loop: SettlingLoop | None = None
        self._resources = ExitStack()

    def _open(self, tab: Tab, path: str, headers: dict[str, str]) -> None:
        self._start()
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        tab.line = WebsocketCommunicator(application, path, headers=encoded)
        self._exchange(tab, {"type": "websocket.connect"})

    def _send(self, tab: Tab, frame: str | bytes) -> None:
        kind = "text" if isinstance(frame, str) else "bytes"
        self._exchange(tab, {"type": "websocket.receive", kind: frame})

    def _leave(self, tab: Tab) -> None:
        self._exchange(tab, {"type": "websocket.disconnect", "code": 1000})

    def break_pushes(self) -> None:
        """From now on the channel layer passes nothing on to groups."""
        self._resources.enter_context(
            patch.object(get_channel_layer(), "group_send", side_effect=ConnectionError("no channel layer"))
        )

    def settle(self) -> None:
        """Let every socket do what it still has to do."""
        if self._loop is not None and not self._loop.is_settled:
            self._loop.run_until_complete(self._loop.settle())
            for tab in self.tabs:
                self._collect(tab)

    def close(self) -> None:
        """End every socket and give the connection back, whatever has happened."""
        with self._resources:
            if self._loop is not None:
                self._loop.run_until_complete(self._end())

    async def _end(self) -> None:
        for tab in self.tabs:
            tab.line.stop(exceptions=False)
        await self._loop.settle()
        await get_channel_layer().flush()

    def _start(self) -> None:
        if self._loop is not None:
            return
        self._loop = SettlingLoop.of_the_run()
        # One thread serves the consumer's database calls, and it works on the scenario's own connection: on
        # another it would find SQLite's tables locked, and on PostgreSQL none of the scenario's rows.
        connection = connections[DEFAULT_DB_ALIAS]
        connection.inc_thread_sharing()
        self._resources.callback(connection.dec_thread_sharing)
        thread = SyncToAsync.single_thread_executor
        thread.submit(connections.__setitem__, DEFAULT_DB_ALIAS, connection).result()
        self._resources.callback(lambda: thread.submit(connections.__delitem__, DEFAULT_DB_ALIAS).result())
        # Channels closes "old" connections around every database call; inside a transaction that would be
        # the scenario's own (channels#2118).
        self._resources.enter_context(patch("channels.db.close_old_connections", lambda: None))
        self._resources.enter_context(patch("users.threads.OPTIONS", {"thread_sensitive": True}))
        # A rest is a timer, and nothing here waits for real time.
        self._resources.enter_context(patch("users.turns.REST", 0))

    def _exchange(self, tab: Tab, message: dict[str, Any]) -> None:
        async def exchange() -> None:
            await tab.line.send_input(message)
            await self._loop.settle()

        self._loop.run_until_complete(exchange())
        self._collect(tab)

    def _collect(self, tab: Tab) -> None:
        future = tab.line.future
        if future.done() and not future.cancelled():
            future.result()
        while not tab.line.output_queue.empty():
            message = tab.line.output_queue.get_nowait()
            if message["type"] == "websocket.accept":
                tab.accepted = True
            elif message["type"] == "websocket.close" and tab.accepted:
                self._closed(tab, message.get("code", 1000), message.get("reason") or "")
            elif message["type"] == "websocket.close":
                # The server answers the handshake with HTTP 403 and sends no close frame.
                self._closed(tab, REFUSED)
            else:
                self._arrived(tab, json.loads(message["text"]))
