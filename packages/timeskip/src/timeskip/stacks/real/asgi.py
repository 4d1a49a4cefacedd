"""The web process: the project's ASGI application, and two ways to tell that its sockets are at rest.

A client that sends `{"timeskip.echo": 1}` gets it back after everything that its consumer still has to say: to the
frames before it, and to what had been sent to its channel or its groups by then. The consumer hears nothing of it.
What a consumer waits for elsewhere than in a thread or at the channel layer, a server on the network say, is not seen.

A client that opens a socket at `/timeskip.ended` and sends a list of names is closed once the consumers of these names
have ended: a closed socket's consumer still has something to do, give up its place say.
"""

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from contextvars import Context, ContextVar
from typing import Any, TypeVar

ECHO = "timeskip.echo"
ENDED = "/timeskip.ended"
# The header by which a client names the consumer of its socket, who does not see it.
NAME = "timeskip-name"
# Round trips through the channel layer in which a socket did nothing: by the second, the answer to whatever it had
# asked Redis before the first has arrived.
QUIET_ROUNDS = 2
PAUSE = 0.001  # seconds between two looks at a socket that is at work

T = TypeVar("T")
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Activity:
    """What the application does for one socket: callbacks so far, and calls in threads at present."""

    def __init__(self) -> None:
        self.callbacks = 0
        self.threads = 0


# Of the socket for which the running code works.
current: ContextVar[Activity | None] = ContextVar("timeskip_activity", default=None)


class WithEchoes:
    """An ASGI application whose sockets answer echoes."""

    def __init__(self, application: Callable[..., Awaitable[None]]) -> None:
        self._application = application
        self._ready: asyncio.Future[RoundTrips] | None = None
        # Resolved when the consumer of that name has ended.
        self._running: dict[str, asyncio.Future[None]] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._application(scope, receive, send)
            return
        scope, name = _without_name(scope)
        if scope["path"] == ENDED:
            await self._tell_of_the_end(receive, send)
            return
        ended = self._running[name] = asyncio.get_running_loop().create_future()
        try:
            await self._answer_echoes(scope, receive, send)
        finally:
            ended.set_result(None)
            del self._running[name]

    async def _tell_of_the_end(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        names = json.loads((await receive())["text"])
        await asyncio.gather(*(self._running[name] for name in names if name in self._running))
        await send({"type": "websocket.close"})

    async def _answer_echoes(self, scope: Message, receive: Receive, send: Send) -> None:
        if self._ready is None:
            self._ready = _apart(_prepare())
        round_trips = await self._ready
        activity = Activity()
        echoes: set[asyncio.Future] = set()

        async def receive_other() -> Message:
            while (number := echo_in(message := await receive())) is not None:
                echo = _apart(_echo(number, activity, round_trips, send))
                echoes.add(echo)
                echo.add_done_callback(echoes.discard)
            return message

        current.set(activity)
        try:
            await self._application(scope, receive_other, send)
        finally:
            for echo in echoes:
                echo.cancel()


class RoundTrips:
    """A channel of the process's own: what comes back over it comes after everything that was sent before."""

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._numbers = itertools.count(1)

    async def open(self) -> None:
        """Take a channel; the layer's own tasks begin with it."""
        if self._layer:
            self._channel = await self._layer.new_channel()
            self._reader = asyncio.ensure_future(self._read())

    async def go(self) -> None:
        """Let what the channel layer has carried by now reach its consumers, and let the loop go round."""
        if self._layer:
            number = next(self._numbers)
            # The message may be back before `send` is.
            back = self._waiting[number] = asyncio.get_running_loop().create_future()
            await self._layer.send(self._channel, {"type": ECHO, "number": number})
            await back
        await asyncio.sleep(0)

    async def _read(self) -> None:
        while True:
            message = await self._layer.receive(self._channel)
            waiting = self._waiting.pop(message["number"])
            # A socket may have ended since.
            if not waiting.done():
                waiting.set_result(None)


def _without_name(scope: Message) -> tuple[Message, str]:
    headers = dict(scope["headers"])
    kept = [(key, value) for key, value in scope["headers"] if key != NAME.encode()]
    # A browser's own sockets have none.
    name = headers.get(NAME.encode(), str(id(scope)).encode()).decode()
    return {**scope, "headers": kept}, name


def echo_in(message: Message) -> int | None:
    """Return the number of the echo that a message asks for; None where it asks for none."""
    text = message.get("text") if message["type"] == "websocket.receive" else None
    if not text or not text.startswith(f'{{"{ECHO}":'):
        return None
    return json.loads(text)[ECHO]


async def _prepare() -> RoundTrips:
    from channels.layers import get_channel_layer

    _count_callbacks(asyncio.get_running_loop())
    round_trips = RoundTrips(get_channel_layer())
    await round_trips.open()
    return round_trips


async def _echo(number: int, activity: Activity, round_trips: RoundTrips, send: Send) -> None:
    quiet = 0
    while quiet < QUIET_ROUNDS:
        before = activity.callbacks
        await round_trips.go()
        if activity.callbacks == before and not activity.threads:
            quiet += 1
        else:
            quiet = 0
            await asyncio.sleep(PAUSE)
    # The consumer may have closed the socket meanwhile, or the client may be gone.
    with suppress(Exception):
        await send({"type": "websocket.send", "text": json.dumps({ECHO: number})})


def _apart(work: Coroutine[Any, Any, T]) -> asyncio.Future[T]:
    """Begin something that no socket does."""
    return Context().run(asyncio.ensure_future, work)


def _count_callbacks(loop: Any) -> None:
    call_soon, run_in_executor = loop.call_soon, loop.run_in_executor

    def counted_call_soon(callback: Any, *args: Any, context: Context | None = None) -> Any:
        activity = context.get(current) if context else current.get()
        if activity:
            activity.callbacks += 1
        return call_soon(callback, *args, context=context)

    def counted_run_in_executor(executor: Any, function: Any, *args: Any) -> Any:
        future = run_in_executor(executor, function, *args)
        if activity := current.get():
            activity.threads += 1
            future.add_done_callback(lambda _: _leave(activity))
        return future

    loop.call_soon, loop.run_in_executor = counted_call_soon, counted_run_in_executor


def _leave(activity: Activity) -> None:
    activity.threads -= 1
