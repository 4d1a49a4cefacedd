"""Open tabs: sockets that live as long as the scenario, on one loop and on the scenario's own connection."""

import asyncio
import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from asgiref.sync import SyncToAsync
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client

from crm_backend.asgi import application
from features.support.evidence import Evidence

PATH = "/ws/notifications/"
OWN_ORIGIN = "http://localhost:8000"


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


@dataclass
class Tab:
    """One socket, with the frames that have arrived and how many of them the scenario has spoken of."""

    person: str
    communicator: WebsocketCommunicator
    session_client: Client
    accepted: bool = False
    closed_with: int | None = None
    frames: list[dict[str, Any]] = field(default_factory=list)
    # Frames that the scenario has not spoken of yet.
    unseen: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None
    last_sequence: int = 0
    silent: bool = False

    @property
    def open(self) -> bool:
        """Whether the server accepted the socket and has not closed it."""
        return self.accepted and self.closed_with is None

    def arrive(self, frame: dict[str, Any]) -> None:
        """Take in a frame as a client's program does: it knows the count and the last sequence."""
        self.frames.append(frame)
        self.unseen.append(frame)
        if frame["type"] == "unread_count":
            self.count = frame["count"]
        elif frame["type"] == "notification":
            self.last_sequence = max(self.last_sequence, frame["notification"]["sequence"])

    def see(self, message: str) -> None:
        """Take the first notification with these words, and its count, off what is unseen."""
        index = next(
            index
            for index, frame in enumerate(self.unseen)
            if frame["type"] == "notification" and frame["notification"]["message"] == message
        )
        del self.unseen[index]
        if index < len(self.unseen) and self.unseen[index]["type"] == "unread_count":
            del self.unseen[index]

    def take(self, frame_type: str) -> list[dict[str, Any]]:
        """Take the frames of one type off what is unseen."""
        taken = [frame for frame in self.unseen if frame["type"] == frame_type]
        self.unseen = [frame for frame in self.unseen if frame["type"] != frame_type]
        return taken


class Live:
    """Everybody's open tabs."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._loop: SettlingLoop | None = None
        self._resources = ExitStack()
        self.tabs: list[Tab] = []

    def connect(self, person: str, client: Client, origin: str | None = OWN_ORIGIN) -> Tab:
        """Open a socket as the browser behind `client` does; whether it stays open is the server's answer."""
        self._start()
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = [(b"cookie", cookies.encode())] if cookies else []
        if origin:
            headers.append((b"origin", origin.encode()))
        tab = Tab(person, WebsocketCommunicator(application, PATH, headers=headers), client)
        self.tabs.append(tab)
        self._exchange(tab, {"type": "websocket.connect"})
        return tab

    def send(self, tab: Tab, *, text: str | None = None, data: bytes | None = None) -> None:
        """Send one frame as it is, text or binary."""
        shown = repr(data) if text is None else text
        self._evidence.frame(tab.person, "sends", shown if len(shown) < 200 else f"{shown[:200]}…")
        frame = {"bytes": data} if text is None else {"text": text}
        self._exchange(tab, {"type": "websocket.receive", **frame})

    def disconnect(self, tab: Tab) -> None:
        """Close a tab from the reader's side."""
        self._exchange(tab, {"type": "websocket.disconnect", "code": 1000})
        self.tabs.remove(tab)

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

    def tabs_of(self, person: str) -> list[Tab]:
        """A person's tabs, in the order they were opened; AssertionError where there are none."""
        tabs = [tab for tab in self.tabs if tab.person == person]
        if not tabs:
            raise AssertionError(f"{person} is not online: say “Given {person} is online” first.")
        return tabs

    def finish(self) -> None:
        """Fail the scenario in which somebody was said to see nothing and then saw something."""
        for tab in self.tabs:
            if tab.silent and tab.unseen:
                raise AssertionError(f"{tab.person} was said to see nothing live, and then saw {tab.unseen}")

    def close(self) -> None:
        """End every socket and give the connection back, whatever has happened."""
        with self._resources:
            if self._loop is not None:
                self._loop.run_until_complete(self._end())

    async def _end(self) -> None:
        for tab in self.tabs:
            tab.communicator.stop(exceptions=False)
        await self._loop.settle()
        await get_channel_layer().flush()

    def _start(self) -> None:
        if self._loop is not None:
            return
        self._loop = SettlingLoop.of_the_run()
        # The thread that serves the consumer's database calls works on the scenario's own connection: on
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

    def _exchange(self, tab: Tab, message: dict[str, Any]) -> None:
        async def exchange() -> None:
            await tab.communicator.send_input(message)
            await self._loop.settle()

        self._loop.run_until_complete(exchange())
        self._collect(tab)

    def _collect(self, tab: Tab) -> None:
        future = tab.communicator.future
        if future.done() and not future.cancelled():
            future.result()
        while not tab.communicator.output_queue.empty():
            message = tab.communicator.output_queue.get_nowait()
            if message["type"] == "websocket.accept":
                tab.accepted = True
            elif message["type"] == "websocket.close":
                tab.closed_with = message.get("code", 1000)
                self._evidence.frame(tab.person, "is closed with", tab.closed_with)
            else:
                frame = json.loads(message["text"])
                tab.arrive(frame)
                self._evidence.frame(tab.person, "receives", frame)
