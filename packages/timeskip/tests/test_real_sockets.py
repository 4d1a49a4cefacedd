"""The real stack's sockets tell a test what a browser would learn, and no more."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from timeskip import CheckFailed
from timeskip.clocks import clock_named
from timeskip.evidence import Evidence

pytest.importorskip("websockets", reason="The real stack needs websockets: pip install timeskip[stacks]")

from websockets.asyncio.server import serve

from timeskip.stacks.real import sockets as sockets_module
from timeskip.stacks.real.asgi import ENDED
from timeskip.stacks.real.sockets import RealSockets, RealTimeLoop


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server that refuses the path `/refused/`, and closes every other socket in its own way."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    ports = []

    clinging = []

    async def close(connection: Any) -> None:
        if connection.request.path == ENDED:
            await connection.recv()
            if clinging:
                await connection.wait_closed()
        elif connection.request.path == "/busy/":
            await connection.wait_closed()
        elif connection.request.path == "/clinging/":
            clinging.append(connection)
            await connection.close()
        elif connection.request.path == "/lost/":
            connection.transport.abort()
        elif connection.request.path == "/done/":
            await connection.close()
        else:
            await connection.close(4401, "You are not logged in.")

    def answer(connection: Any, request: Any) -> Any:
        return connection.respond(403, "") if request.path == "/refused/" else None

    async def run() -> None:
        async with serve(close, "127.0.0.1", 0, process_request=answer) as server:
            ports.append(server.sockets[0].getsockname()[1])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def sockets(port: int, clock: str) -> Iterator[RealSockets]:
    """Sockets to that server, on each clock."""
    standing = clock_named(clock)
    standing.start(datetime(2025, 3, 3, tzinfo=UTC))
    loop = RealTimeLoop(standing)
    sockets = RealSockets(port, loop, Evidence(standing), lambda: None)
    try:
        yield sockets
    finally:
        sockets.close()
        loop.close()
        standing.stop()


@pytest.mark.parametrize(
    ("path", "learned"),
    [
        ("/refused/", (False, 1006, "")),
        ("/closed/", (True, 4401, "You are not logged in.")),
        ("/done/", (True, 1000, "")),
        ("/lost/", (True, 1006, "")),
    ],
)
def test_how_a_server_closes(sockets: RealSockets, path: str, learned: tuple[bool, int, str]) -> None:
    socket = sockets.connect(None, path)
    sockets.settle()
    assert (socket.accepted, socket.close_code, socket.close_reason) == learned
    assert not socket.is_open
    assert not sockets.settle()


def test_a_consumer_that_never_ends_is_given_up(sockets: RealSockets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets_module, "PATIENCE", 0.2)
    sockets.connect(None, "/clinging/", name="Omar")
    with pytest.raises(CheckFailed, match=r"has not ended within 0\.2 real seconds: <Socket of Omar>"):
        sockets.settle()
    assert not sockets.settle()


def test_a_socket_that_never_rests_is_given_up(sockets: RealSockets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets_module, "PATIENCE", 0.2)
    sockets.connect(None, "/busy/", name="Omar")
    with pytest.raises(CheckFailed, match=r"<Socket of Omar> has not come to rest within 0\.2 real seconds"):
        sockets.settle()
