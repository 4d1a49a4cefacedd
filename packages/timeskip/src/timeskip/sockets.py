"""WebSockets that stay open as long as the story, on its loop and on its connection to the database."""

import asyncio
import contextvars
import json
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from django.test import Client

from timeskip.clocks import Clock
from timeskip.errors import CheckFailed, NotSimulated
from timeskip.event_loop import StoryLoop, require_no_running_loop
from timeskip.evidence import Evidence

# What a browser is told when a server ends the connection before the handshake is over.
ABNORMAL = 1006
NORMAL = 1000
OWN_ORIGIN = "http://testserver"

Application = Callable[..., Coroutine[Any, Any, None]]


class Socket:
    """A WebSocket as its client has it."""

    def __init__(self, sockets: "Sockets", name: str) -> None:
        self._sockets, self._name = sockets, name
        self._incoming: asyncio.Queue[dict] = asyncio.Queue()
        self._outgoing: asyncio.Queue[dict] = asyncio.Queue()
        self._task: asyncio.Task | None = None
        self._read = 0
        self._expects_silence = False
        self.accepted = False
        self.subprotocol: str | None = None
        # As the client sees it: 1006 where the server closed before it accepted.
        self.close_code: int | None = None
        # Every frame so far. JSON is parsed; other text and bytes are as they came.
        self.frames: list[Any] = []

    def __repr__(self) -> str:
        return f"<Socket of {self._name}>"

    @property
    def is_open(self) -> bool:
        """Whether the server has accepted the socket and nobody has closed it."""
        return self.accepted and self.close_code is None

    @property
    def has_ended(self) -> bool:
        """Whether the consumer has finished."""
        return self._task is not None and self._task.done()

    def send(self, frame: Any) -> None:
        """Send a frame: text, bytes, or anything that JSON can carry."""
        if not self.is_open:
            state = "was never accepted" if not self.accepted else f"is closed ({self.close_code})"
            raise CheckFailed(f"{self._name} cannot send: the socket {state}.")
        kind = "bytes" if isinstance(frame, bytes) else "text"
        content = frame if isinstance(frame, str | bytes) else json.dumps(frame)
        self._sockets.evidence.add("socket", f"{self._name} sends {content!r}", frame)
        self._sockets.put(self, {"type": "websocket.receive", kind: content})

    def close(self, code: int = NORMAL) -> None:
        """Close the socket from the client's side."""
        if self.close_code is None:
            self.close_code = code
            self._sockets.evidence.add("socket", f"{self._name} closes ({code})")
            self._sockets.put(self, {"type": "websocket.disconnect", "code": code})

    def received(self) -> list[Any]:
        """Settle, and return the frames that the test has not read yet, oldest first."""
        self._sockets.settle_story()
        return self._take()

    def expect_silence(self) -> None:
        """Fail where a frame is unread, now and at the end of the story."""
        self._sockets.settle_story()
        self._expects_silence = True
        self.check()

    def check(self) -> None:
        """Fail where silence was expected and a frame has arrived."""
        if self._expects_silence and (unread := self.frames[self._read :]):
            raise CheckFailed(f"{self._name} was expected to receive nothing, and received {unread}.")

    def _take(self) -> list[Any]:
        unread, self._read = self.frames[self._read :], len(self.frames)
        return unread

    def collect(self) -> None:
        """Take what the consumer has sent, as a server passes it on."""
        while not self._outgoing.empty():
            self._pass_on(self._outgoing.get_nowait())
        if self._task and self._task.done() and not self._task.cancelled():
            self._task.result()

    def _pass_on(self, message: dict) -> None:
        kind, evidence = message["type"], self._sockets.evidence
        if self.close_code is not None:
            evidence.add("socket", f"{kind} to {self._name} dropped: the socket is closed", message)
        elif kind == "websocket.accept":
            self.accepted, self.subprotocol = True, message.get("subprotocol")
        elif kind == "websocket.close":
            # Before the handshake is over a server can only refuse it: no close frame, and so no code.
            self.close_code = message.get("code") or NORMAL if self.accepted else ABNORMAL
            evidence.add("socket", f"{self._name} is closed ({self.close_code})")
            self._incoming.put_nowait({"type": "websocket.disconnect", "code": self.close_code})
        elif kind == "websocket.send":
            frame = _parsed(message)
            self.frames.append(frame)
            evidence.add("socket", f"{self._name} receives {frame}", frame)
        else:
            raise NotSimulated(f"A story's sockets do not understand {kind!r}.")

    def start(self, application: Application, scope: dict) -> None:
        """Run the application for this socket; the loop is running."""
        coroutine = application(scope, self._incoming.get, self._outgoing.put)
        # A context of its own, as each connection has on a server.
        self._task = contextvars.Context().run(asyncio.ensure_future, coroutine)
        self._incoming.put_nowait({"type": "websocket.connect"})

    def deliver(self, message: dict) -> None:
        """Hand a message to the application."""
        self._incoming.put_nowait(message)


class Sockets:
    """Everybody's sockets, and the loop that they are served on."""

    def __init__(
        self, application: Callable[[], Application], clock: Clock, evidence: Evidence, settle: Callable[[], None]
    ) -> None:
        self._application, self._clock, self.evidence = application, clock, evidence
        self.settle_story = settle
        self._loop: StoryLoop | None = None
        self._resources = ExitStack()
        self.all: list[Socket] = []

    def connect(
        self,
        user: Any,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        subprotocols: Iterable[str] = (),
        origin: str | None = OWN_ORIGIN,
    ) -> Socket:
        """Open a socket as a browser does. `user` is a user, a logged-in test client, or None for a stranger.

        Whether it stays open is the server's answer: see `is_open` and `close_code`.
        """
        client = _client_of(user)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        sent = {"host": "testserver", **({"cookie": cookies} if cookies else {})}
        sent |= {**({"origin": origin} if origin else {}), **(headers or {})}
        scope = _scope(path, sent, list(subprotocols))
        socket = Socket(self, "A stranger" if user is None else str(user) if client is not user else "A client")
        self.all.append(socket)
        self._call(lambda: socket.start(self._application(), scope))
        return socket

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine on the story's loop and return its result."""
        try:
            require_no_running_loop()
        except NotSimulated:
            coroutine.close()
            raise
        task = self.loop.create_task(coroutine)
        self.settle_story()
        self.loop.settle()
        if task.done():
            return task.result()
        task.cancel()
        self.loop.settle()
        raise CheckFailed(
            "The coroutine waits for something that does not happen now. Time passes with story.advance(), not in "
            "story.run(): run the parts before and after the wait one by one."
        )

    @property
    def loop(self) -> StoryLoop:
        """The loop; made when somebody needs it."""
        if self._loop is None:
            self._loop = StoryLoop(self._clock)
            self._resources.enter_context(self._loop.watching_threads())
        return self._loop

    @property
    def next_moment(self) -> datetime | None:
        """When the next timer of a consumer is due."""
        timer = self._loop.next_timer if self._loop else None
        if timer is None:
            return None
        return self._clock.now() + timedelta(seconds=max(timer - self._clock.elapsed, 0))

    def settle(self) -> bool:
        """Let every consumer do what it has to; False where nothing was left."""
        if self._loop is None or self._loop.is_settled:
            return False
        require_no_running_loop()
        self._loop.settle()
        for socket in self.all:
            socket.collect()
        return True

    def put(self, socket: Socket, message: dict) -> None:
        """Hand a message to a socket's application, and settle."""
        self._call(lambda: socket.deliver(message))

    def check(self) -> None:
        """Fail where a socket was expected to receive nothing and did."""
        for socket in self.all:
            socket.check()

    def close(self) -> None:
        """End every consumer."""
        if self._loop is None:
            return
        with self._resources:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(self._end())
            self._loop.close()

    def _call(self, act: Callable[[], None]) -> None:
        require_no_running_loop()

        async def run() -> None:
            act()

        self.loop.run_until_complete(run())
        self.settle_story()

    @staticmethod
    async def _end() -> None:
        own = asyncio.current_task()
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not own), return_exceptions=True)
        await asyncio.get_running_loop().shutdown_asyncgens()


def _client_of(user: Any) -> Client:
    if isinstance(user, Client):
        return user
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def _scope(path: str, headers: Mapping[str, str], subprotocols: list[str]) -> dict[str, Any]:
    parts = urlsplit(path)
    return {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ["127.0.0.1", 50000],
        "server": ["testserver", 80],
        "subprotocols": subprotocols,
        "extensions": {},
    }


def _parsed(message: dict) -> Any:
    if message.get("text") is None:
        return message.get("bytes")
    try:
        return json.loads(message["text"])
    except ValueError:
        return message["text"]
