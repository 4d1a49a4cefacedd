"""The suite's sockets tell a scenario what a browser would learn, and no more."""

import asyncio
import threading

import pytest
from django.test import Client
from features.support.stacks.live.sockets import Sockets
from websockets.asyncio.server import serve

from features.support import live_socket
from features.support.evidence import Evidence


async def refuses(scope, receive, send):
    """A server's application that refuses the handshake, with a code that no browser learns."""
    await receive()
    await send({"type": "websocket.close", "code": 4401, "reason": "You are not logged in."})


async def accepts_and_closes(scope, receive, send):
    """A server's application that accepts the socket and closes it."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 4401, "reason": "You are not logged in."})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("application", "learned"),
    [(refuses, (False, 1006, "")), (accepts_and_closes, (True, 4401, "You are not logged in."))],
)
def test_what_an_embedded_tab_learns(monkeypatch, application, learned):
    monkeypatch.setattr(live_socket, "application", application)
    live = live_socket.Live(Evidence())
    try:
        tab = live.connect("Bella", Client())
        assert (tab.accepted, tab.closed_with, tab.closed_because) == learned
        assert not tab.open
    finally:
        live.close()


@pytest.fixture
def port():
    """The port of a real server that refuses the path `/refused/` and closes every other socket with 4401."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    ports = []

    async def close(connection):
        await connection.close(4401, "You are not logged in.")

    def answer(connection, request):
        return connection.respond(403, "") if request.path == "/refused/" else None

    async def run(stop: asyncio.Event):
        async with serve(close, "127.0.0.1", 0, process_request=answer) as server:
            ports.append(server.sockets[0].getsockname()[1])
            ready.set()
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(run(stop),))
    thread.start()
    assert ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.mark.parametrize(
    ("path", "learned"),
    [("/refused/", (False, 1006, "")), ("/closed/", (True, 4401, "You are not logged in."))],
)
def test_what_a_tab_of_the_live_stack_learns(port, path, learned):
    loop = asyncio.new_event_loop()
    sockets = Sockets(Evidence(), port, loop)
    try:
        tab = sockets.connect("Bella", Client(), path=path)
        assert (tab.accepted, tab.closed_with, tab.closed_because) == learned
        assert not tab.open
    finally:
        sockets.close()
        loop.close()
