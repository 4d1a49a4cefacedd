"""One WebSocket as its client has it."""

import asyncio
import contextvars
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from timeskip.errors import CheckFailed, NotSimulated
from timeskip.evidence import Evidence
from timeskip.proof import checked

# What a browser is told when a server ends the connection before the handshake is over.
ABNORMAL = 1006
NORMAL = 1000

Application = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Frame:
    """Evidence of one frame, or of the end: whose socket, what it does ("sends", "receives", "closes" …), and what."""

    socket: str
    direction: str
    content: Any

    def __str__(self) -> str:
        return f"{self.socket} {self.direction} {self.content}"


class Server(Protocol):
    """What a socket asks the server at its other end."""

    evidence: Evidence
    settle_story: Callable[[], None]

    def put(self, socket: "Socket", message: dict) -> None: ...


class Socket:
    """A WebSocket as its client has it."""

    def __init__(self, server: Server, name: str) -> None:
        self._server, self._name = server, name
        self._incoming: asyncio.Queue[dict] = asyncio.Queue()
        self._outgoing: asyncio.Queue[dict] = asyncio.Queue()
        self._task: asyncio.Task | None = None
        self._read = 0
        self._expects_silence = False
        self._has_reported = False
        self.accepted = False
        self.subprotocol: str | None = None
        # As the client sees it: 1006 where the server closed before it accepted.
        self.close_code: int | None = None
        # What the server gave as its reason for closing.
        self.close_reason = ""
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
        self._add("sends", content)
        self._server.put(self, {"type": "websocket.receive", kind: content})

    def close(self, code: int = NORMAL) -> None:
        """Close the socket from the client's side."""
        if self.close_code is None:
            self.close_code = code
            self._add("closes with", code)
            self._server.put(self, {"type": "websocket.disconnect", "code": code})

    def received(self) -> list[Any]:
        """Settle, and return the frames that the test has not read yet, oldest first."""
        self._server.settle_story()
        unread, self._read = self.frames[self._read :], len(self.frames)
        return unread

    def expect_silence(self) -> None:
        """Fail where a frame is unread, now and at the end of the story."""
        self._server.settle_story()
        self._expects_silence = True
        self.check()
        checked()

    # What the story asks for.

    def check(self) -> None:
        """Fail where silence was expected and a frame has arrived."""
        if self._expects_silence and (unread := self.frames[self._read :]):
            raise CheckFailed(f"{self._name} was expected to receive nothing, and received {unread}.")

    def collect(self) -> BaseException | None:
        """Take what the consumer has sent, as a server passes it on; return the error that ended it, once."""
        while not self._outgoing.empty():
            self.take(self._outgoing.get_nowait())
        task = self._task
        if task is None or not task.done() or task.cancelled() or self._has_reported:
            return None
        self._has_reported = True
        if (error := task.exception()) and self.close_code is None:
            # As a server does: the connection ends, and the client learns no reason.
            self.close_code = ABNORMAL
            self._add("is closed with", f"{ABNORMAL}: {error!r}")
        return error

    def take(self, message: dict) -> None:
        """Take what the server has sent."""
        kind = message["type"]
        if self.close_code is not None:
            self._add("is closed and is not sent", message)
        elif kind == "websocket.accept":
            self.accepted, self.subprotocol = True, message.get("subprotocol")
        elif kind == "websocket.close":
            # Before the handshake is over a server can only refuse it: no close frame, and so no code.
            self.close_code = message.get("code") or NORMAL if self.accepted else ABNORMAL
            self.close_reason = message.get("reason") or "" if self.accepted else ""
            self._add("is closed with", f"{self.close_code} {self.close_reason}".rstrip())
            self._incoming.put_nowait({"type": "websocket.disconnect", "code": self.close_code})
        elif kind == "websocket.send":
            frame = _parsed(message)
            self.frames.append(frame)
            self._add("receives", frame)
        else:
            raise NotSimulated(f"A story's sockets do not understand {kind!r}.")

    def _add(self, direction: str, content: Any) -> None:
        frame = Frame(self._name, direction, content)
        self._server.evidence.add("socket", str(frame), frame)

    def start(self, application: Application, scope: dict) -> None:
        """Run the application for this socket; the loop is running."""
        coroutine = application(scope, self._incoming.get, self._outgoing.put)
        # A context of its own, as each connection has on a server.
        self._task = contextvars.Context().run(asyncio.ensure_future, coroutine)
        self._incoming.put_nowait({"type": "websocket.connect"})

    def deliver(self, message: dict) -> None:
        """Hand a message to the application."""
        self._incoming.put_nowait(message)


def _parsed(message: dict) -> Any:
    if message.get("text") is None:
        return message.get("bytes")
    try:
        return json.loads(message["text"])
    except ValueError:
        return message["text"]
