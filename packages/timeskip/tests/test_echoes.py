"""The web process tells when a socket has nothing left to say, and when its consumer has ended."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer, channel_layers
from django.test import override_settings

from timeskip.stacks.real.asgi import ECHO, ENDED, NAME, WithEchoes

Application = Callable[[dict, Callable, Callable], Awaitable[None]]
ECHO_1 = json.dumps({ECHO: 1})


def scope(path: str = "/", name: str = "", **more: Any) -> dict:
    """The scope of a socket, whose client names its consumer."""
    headers = [(b"host", b"here"), *([(NAME.encode(), name.encode())] if name else [])]
    return {"type": "websocket", "path": path, "headers": headers, **more}


@pytest.fixture(autouse=True)
def layer():
    """A channel layer in memory; a new one for each test, and so for each loop."""
    with override_settings(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}):
        layer = InMemoryChannelLayer()
        channel_layers.set("default", layer)
        yield layer
        channel_layers.backends.clear()


def said_until_echo(application: Application, *frames: str, patience: float = 10) -> list[str]:
    """What an application says to frames, and to an echo behind them, until the echo comes back."""

    async def talk() -> list[str]:
        incoming: asyncio.Queue[dict] = asyncio.Queue()
        said: list[str] = []
        echoed = asyncio.Event()

        async def send(message: dict) -> None:
            said.append(message["text"])
            if message["text"] == ECHO_1:
                echoed.set()

        for frame in (*frames, ECHO_1):
            incoming.put_nowait({"type": "websocket.receive", "text": frame})
        socket = asyncio.ensure_future(WithEchoes(application)(scope(), incoming.get, send))
        try:
            await asyncio.wait_for(echoed.wait(), patience)
        finally:
            socket.cancel()
        return said

    return asyncio.run(talk())


async def answers_at_once(scope: dict, receive: Callable, send: Callable) -> None:
    while True:
        await send({"type": "websocket.send", "text": (await receive())["text"].upper()})


async def answers_from_a_thread(scope: dict, receive: Callable, send: Callable) -> None:
    while True:
        text = (await receive())["text"]
        await sync_to_async(time.sleep, thread_sensitive=False)(0.05)
        await send({"type": "websocket.send", "text": text.upper()})


async def answers_from_a_task_of_its_own(scope: dict, receive: Callable, send: Callable) -> None:
    requests: asyncio.Queue[str] = asyncio.Queue()

    async def answer() -> None:
        while True:
            text = await requests.get()
            for _ in range(20):
                await asyncio.sleep(0)
            await asyncio.to_thread(time.sleep, 0.05)
            await send({"type": "websocket.send", "text": text.upper()})

    task = asyncio.create_task(answer())
    try:
        while True:
            requests.put_nowait((await receive())["text"])
    finally:
        task.cancel()


async def answers_by_the_channel_layer(scope: dict, receive: Callable, send: Callable) -> None:
    from channels.layers import get_channel_layer

    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add("all", channel)

    async def pass_on() -> None:
        while True:
            message = await layer.receive(channel)
            await send({"type": "websocket.send", "text": message["text"]})

    task = asyncio.create_task(pass_on())
    try:
        while True:
            await layer.group_send("all", {"type": "told", "text": (await receive())["text"].upper()})
    finally:
        task.cancel()


@pytest.mark.parametrize(
    "application",
    [answers_at_once, answers_from_a_thread, answers_from_a_task_of_its_own, answers_by_the_channel_layer],
)
def test_an_echo_comes_after_every_answer(application: Application) -> None:
    assert said_until_echo(application, "one", "two") == ["ONE", "TWO", ECHO_1]


def test_the_application_hears_nothing_of_it() -> None:
    assert said_until_echo(answers_at_once) == [ECHO_1]


@pytest.mark.parametrize("frame", ["", "{", json.dumps({"echo": 1}), json.dumps([ECHO])])
def test_every_other_frame_is_the_application_s(frame: str) -> None:
    assert said_until_echo(answers_at_once, frame) == [frame.upper(), ECHO_1]


def test_an_application_that_never_rests_is_not_answered() -> None:
    async def spin(scope: dict, receive: Callable, send: Callable) -> None:
        listening = asyncio.ensure_future(receive())
        try:
            while True:
                await asyncio.sleep(0)
        finally:
            listening.cancel()

    with pytest.raises(TimeoutError):
        said_until_echo(spin, patience=0.2)


def test_a_socket_that_ends_before_its_echo_disturbs_no_other() -> None:
    async def works_and_ends(scope: dict, receive: Callable, send: Callable) -> None:
        listening = asyncio.ensure_future(receive())
        for _ in range(scope["steps"]):
            await asyncio.sleep(0)
        listening.cancel()

    async def rests(scope: dict, receive: Callable, send: Callable) -> None:
        await receive()

    async def application(scope: dict, receive: Callable, send: Callable) -> None:
        await (works_and_ends if scope["steps"] else rests)(scope, receive, send)

    async def talk() -> None:
        served = WithEchoes(application)
        echoed = asyncio.Event()

        async def send(message: dict) -> None:
            echoed.set()

        # Wherever its echo is on its way, a socket ends.
        for steps in [*range(1, 50), 0]:
            echoed.clear()
            incoming: asyncio.Queue[dict] = asyncio.Queue()
            incoming.put_nowait({"type": "websocket.receive", "text": ECHO_1})
            socket = asyncio.ensure_future(served(scope(steps=steps), incoming.get, send))
            if steps:
                await socket
        await asyncio.wait_for(echoed.wait(), 5)
        socket.cancel()

    asyncio.run(talk())


def test_an_echo_comes_where_the_channel_layer_delivers_before_it_has_sent(layer: InMemoryChannelLayer) -> None:
    send = layer.send

    async def send_and_dawdle(channel: str, message: dict) -> None:
        await send(channel, message)
        for _ in range(5):
            await asyncio.sleep(0)

    layer.send = send_and_dawdle
    assert said_until_echo(answers_at_once, "one") == ["ONE", ECHO_1]


def test_an_end_is_told_once_every_consumer_that_was_named_has_ended() -> None:
    left: list[str] = []
    heard: list[list] = []

    async def leaves_slowly(scope: dict, receive: Callable, send: Callable) -> None:
        heard.append(scope["headers"])
        await receive()
        await asyncio.sleep(scope["seconds"])
        left.append(scope["path"])

    async def talk() -> None:
        served = WithEchoes(leaves_slowly)

        def open_socket(path: str, frame: str, **more: Any) -> tuple[asyncio.Future, list[dict]]:
            incoming: asyncio.Queue[dict] = asyncio.Queue()
            said: list[dict] = []

            async def send(message: dict) -> None:
                said.append(message)

            incoming.put_nowait({"type": "websocket.connect"})
            incoming.put_nowait({"type": "websocket.receive", "text": frame})
            return asyncio.ensure_future(served(scope(path, **more), incoming.get, send)), said

        for name, seconds in (("quick", 0), ("slow", 0.1), ("endless", 100)):
            open_socket(f"/{name}/", "", name=name, seconds=seconds)
        waiting, said = open_socket(ENDED, json.dumps(["quick", "slow", "never opened"]))
        await asyncio.wait_for(waiting, 10)
        assert [message["type"] for message in said] == ["websocket.accept", "websocket.close"]

    asyncio.run(talk())
    assert left == ["/quick/", "/slow/"]
    assert heard == [[(b"host", b"here")]] * 3


def test_what_is_no_socket_passes_through() -> None:
    async def application(scope: dict, receive: Any, send: Any) -> None:
        await send({"type": scope["type"]})

    async def ask() -> list[dict]:
        sent: list[dict] = []

        async def send(message: dict) -> None:
            sent.append(message)

        await WithEchoes(application)({"type": "http"}, lambda: None, send)
        return sent

    assert asyncio.run(ask()) == [{"type": "http"}]
