"""Real WebSockets to a real server."""

import asyncio
import itertools
import json
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from timeskip.clients import client_of, cookies_of, name_of
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.sockets import OWN_HOST, OWN_ORIGIN
from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.asgi import ECHO, ENDED, NAME
from timeskip.websocket import ABNORMAL, NORMAL, Socket

Message = dict[str, Any]

PATIENCE = 30  # real seconds until a socket has to be at rest
SERVER_ERROR = 500  # and above: HTTP's codes for an application that failed
NO_CODE = 1005  # how the library calls a close frame without a code


class RealTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers go by real time, while the story's clock stands still."""

    def __init__(self, clock: Clock) -> None:
        self._real_time = clock.real_time
        super().__init__()

    def time(self) -> float:
        return self._real_time()


class RealSockets(Declared):
    """Everybody's sockets."""

    all: list[Socket]
    evidence: Evidence
    settle_story: Callable[[], None]

    def __init__(
        self, port: int, loop: asyncio.AbstractEventLoop, evidence: Evidence, settle: Callable[[], None]
    ) -> None:
        self._port, self._loop = port, loop
        self.evidence, self.settle_story = evidence, settle
        self._lines: dict[Socket, ClientConnection] = {}
        # By which name the web process knows each socket whose consumer has not been seen to end.
        self._consumers: dict[Socket, str] = {}
        self._numbers = itertools.count(1)
        self.all = []

    @property
    def layer_is_up(self) -> bool:
        return True

    @layer_is_up.setter
    def layer_is_up(self, value: bool) -> None:
        if not value:
            raise NotOnThisStack("The channel layer serves every process, so no scenario takes it down.")

    def connect(
        self,
        user: Any,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        subprotocols: Iterable[str] = (),
        origin: str | None = OWN_ORIGIN,
        name: str | None = None,
    ) -> Socket:
        """Open a socket as a browser does. `user` is a user, a logged-in test client, or None for a stranger.

        CheckFailed where the application fails at it, as it does at a path that it does not route.
        """
        sent = {**cookies_of(client_of(user)), **(headers or {})}
        socket = Socket(self, name or name_of(user))
        self.all.append(socket)
        consumer = self._consumers[socket] = f"consumer-{next(self._numbers)}"
        try:
            line = self._run(self._connect(path, {**sent, NAME: consumer}, origin, list(subprotocols)))
        except InvalidStatus as answer:
            socket.take({"type": "websocket.close"})
            _require_refusal(answer, path)
        else:
            self._lines[socket] = line
            socket.take({"type": "websocket.accept", "subprotocol": line.subprotocol})
        self.settle_story()
        return socket

    def check(self) -> None:
        """Fail where a socket was expected to receive nothing and did."""
        for socket in self.all:
            socket.check()

    # What sockets and the story ask for.

    def put(self, socket: Socket, message: Message) -> None:
        """Carry a message of the client to the server, and settle."""
        line = self._lines[socket]
        with suppress(ConnectionClosed):  # The next round trip says with which code.
            if message["type"] == "websocket.disconnect":
                self._run(line.close(message["code"]))
            else:
                self._run(line.send(message["text"] if "text" in message else message["bytes"]))
        self.settle_story()

    def settle(self) -> bool:
        """Let every socket receive what the server has for it; False where none is open, and none has closed."""
        found = False
        while True:
            has_closed = self._see_out()
            found |= has_closed | self._go_round()
            if not any(not socket.is_open for socket in self._consumers):
                return found

    def close(self) -> None:
        """End every socket, whatever has happened, and wait until the server has done with it."""
        self._run(_all(line.close() for line in self._lines.values()))
        self._wait_until_ended(list(self._consumers))

    # How.

    def _go_round(self) -> bool:
        sockets = [socket for socket in self.all if socket.is_open]
        arrived = self._run(_all(self._ask(socket) for socket in sockets))
        for socket, messages in zip(sockets, arrived, strict=True):
            for message in messages:
                socket.take(message)
        return bool(sockets)

    def _see_out(self) -> bool:
        """Wait until the consumers of closed sockets have ended; False where none has been closed."""
        closed = [socket for socket in self._consumers if not socket.is_open]
        self._wait_until_ended(closed)
        return bool(closed)

    def _wait_until_ended(self, sockets: list[Socket]) -> None:
        consumers = [self._consumers.pop(socket) for socket in sockets]
        if consumers and not self._run(self._have_ended(consumers)):
            names = ", ".join(map(repr, sockets))
            words = f"The consumer of a closed socket has not ended within {PATIENCE} real seconds: {names}."
            raise CheckFailed(f"{words} A consumer ends by `raise StopConsumer` in its disconnect handler.")

    async def _have_ended(self, consumers: list[str]) -> bool:
        line = await self._connect(ENDED, {}, None, [])
        try:
            await line.send(json.dumps(consumers))
            async with asyncio.timeout(PATIENCE):
                await line.wait_closed()
        except TimeoutError:
            return False
        finally:
            await line.close()
        return True

    async def _connect(
        self, path: str, headers: dict[str, str], origin: str | None, subprotocols: list[str]
    ) -> ClientConnection:
        others = {name.lower(): value for name, value in headers.items()}
        # The host by which the embedded stack is known, and the address of the web process.
        return await connect(
            f"ws://{others.pop('host', OWN_HOST)}{path}",
            host="127.0.0.1",
            port=self._port,
            origin=Origin(origin) if origin else None,
            additional_headers=others,
            subprotocols=[Subprotocol(name) for name in subprotocols] or None,
            compression=None,
            proxy=None,
            ping_interval=None,
        )

    async def _ask(self, socket: Socket) -> list[Message]:
        """Send an echo: what comes back before it is what the server had to say."""
        line, number = self._lines[socket], next(self._numbers)
        arrived: list[Message] = []
        try:
            async with asyncio.timeout(PATIENCE):
                # As the web process looks for it.
                await line.send(json.dumps({ECHO: number}))
                while (frame := await line.recv()) != json.dumps({ECHO: number}):
                    arrived.append({"type": "websocket.send", "text" if isinstance(frame, str) else "bytes": frame})
        except TimeoutError:
            words = f"{socket} has not come to rest within {PATIENCE} real seconds."
            raise CheckFailed(f"{words} So far it has received {arrived}.") from None
        except ConnectionClosed as closed:
            code, reason = (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (ABNORMAL, "")
            # A close frame without a code.
            code = NORMAL if code == NO_CODE else code
            arrived.append({"type": "websocket.close", "code": code, "reason": reason})
        return arrived

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)


def _require_refusal(answer: InvalidStatus, path: str) -> None:
    """CheckFailed where the server answered that the application failed, and not that it refused the socket."""
    status = answer.response.status_code
    if status >= SERVER_ERROR:
        words = f"The web process failed at a socket to {path!r}: HTTP {status}."
        raise CheckFailed(f"{words} It has no route for that path, or its consumer raised: its log says which.")


async def _all(work: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    return await asyncio.gather(*work)
