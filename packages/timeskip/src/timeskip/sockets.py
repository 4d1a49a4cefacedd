"""WebSockets that stay open as long as the story, on its loop and on its connection to the database."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from timeskip.clients import client_of, cookies_of, name_of
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.errors import CheckFailed, NotSimulated
from timeskip.event_loop import StoryLoop, require_no_running_loop
from timeskip.evidence import Evidence
from timeskip.websocket import Application, Socket

OWN_HOST = "testserver"
OWN_ORIGIN = f"http://{OWN_HOST}"


class Sockets(Declared):
    """Everybody's sockets, and the loop that they are served on."""

    # While it is down, sending to a channel or a group raises ConnectionError.
    layer_is_up: bool
    all: list[Socket]
    evidence: Evidence
    settle_story: Callable[[], None]

    def __init__(
        self, application: Callable[[], Application], clock: Clock, evidence: Evidence, settle: Callable[[], None]
    ) -> None:
        self._application, self._clock, self.evidence = application, clock, evidence
        self.settle_story = settle
        self.layer_is_up = True
        self._loop: StoryLoop | None = None
        self._resources = ExitStack()
        self.all = []

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

        Whether it stays open is the server's answer: see `is_open`, `close_code` and `close_reason`. The timeline
        calls it `name`, by default as the user is called.
        """
        sent = {"host": OWN_HOST, **cookies_of(client_of(user))}
        sent |= {**({"origin": origin} if origin else {}), **(headers or {})}
        scope = _scope(path, sent, list(subprotocols))
        socket = Socket(self, name or name_of(user))
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
        if self._loop is None:
            return False
        was_settled = self._loop.is_settled
        if not was_settled:
            require_no_running_loop()
            self._loop.settle()
        # Everybody's frames first: an error of one consumer keeps nothing from the others.
        errors = [error for socket in self.all if (error := socket.collect())]
        if len(errors) > 1:
            raise BaseExceptionGroup("Several consumers failed.", errors)
        if errors:
            raise errors[0]
        return not was_settled

    def put(self, socket: Socket, message: dict) -> None:
        """Hand a message to a socket's application, and settle."""
        self._call(lambda: socket.deliver(message))

    def check(self) -> None:
        """Fail where a consumer still has work that is due, or a socket received what it was not expected to."""
        if self._loop is not None and not self._loop.is_settled:
            raise CheckFailed(
                "A consumer has work that is due and has not been done. "
                "What the test has checked was true before it. Call story.settle() first."
            )
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
        "server": [OWN_HOST, 80],
        "subprotocols": subprotocols,
        "extensions": {},
    }
