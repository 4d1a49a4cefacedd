"""The story's event loop: its timers go by the story's clock, and it can tell that nothing is left to do."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from timeskip.clocks import Clock
from timeskip.errors import NotSimulated
from timeskip.private_names import LoopState
from timeskip.stand_ins import StandIn

_NO_NETWORK = (
    "Code on the story's event loop has called {name}(). A story cannot know when the other side answers, so it has "
    "no network. Put a fake in the place of that client, or test with real processes."
)


def require_no_running_loop() -> None:
    """Refuse to work inside `async def`: the story runs a loop of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise NotSimulated(
        "A story runs an event loop of its own, so it cannot be used inside an `async def` test or step. "
        "Write a plain `def`, and run what has to be awaited with story.run(coroutine)."
    )


class StoryLoop(asyncio.SelectorEventLoop):
    """An event loop on virtual time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        super().__init__()
        self._state = LoopState(self)
        self._in_threads: set[asyncio.Future] = set()
        self._refusal: NotSimulated | None = None

    def time(self) -> float:
        return self._clock.elapsed

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        return self._watched(super().run_in_executor(executor, func, *args))

    @contextmanager
    def watching_threads(self) -> Iterator[None]:
        """While this lasts, a thread's future that somebody awaits on this loop counts as something left to do."""
        wrap = asyncio.wrap_future

        def wrap_and_watch(future: Any, *, loop: Any = None) -> asyncio.Future:
            wrapped = wrap(future, loop=loop)
            is_of_a_thread = wrapped is not future and wrapped.get_loop() is self
            return self._watched(wrapped) if is_of_a_thread else wrapped

        with StandIn(asyncio, "wrap_future", wrap_and_watch):
            yield

    def _watched(self, future: asyncio.Future) -> asyncio.Future:
        self._in_threads.add(future)
        future.add_done_callback(self._in_threads.discard)
        return future

    @property
    def next_timer(self) -> float | None:
        """When the next timer is due, in virtual seconds."""
        return self._state.next_timer

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do unless somebody acts or time passes."""
        return not self._in_threads and not self._state.has_callbacks and not self._has_due_timer

    def settle(self) -> None:
        """Run until nothing is left to do."""
        self.run_until_complete(self._settle())
        if self._refusal:
            # The code that was refused may have caught the error.
            refusal, self._refusal = self._refusal, None
            raise refusal

    async def _settle(self) -> None:
        while not self.is_settled:
            if self._state.has_callbacks or self._has_due_timer:
                await asyncio.sleep(0)
            else:
                await asyncio.wait(self._in_threads, return_when=asyncio.FIRST_COMPLETED)

    @property
    def _has_due_timer(self) -> bool:
        timer = self.next_timer
        return timer is not None and self._state.is_due(timer)

    def _refuse(self, name: str) -> None:
        self._refusal = NotSimulated(_NO_NETWORK.format(name=name))
        raise self._refusal

    # The network, as asyncio's own interface offers it.

    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("create_connection")

    async def create_unix_connection(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("create_unix_connection")

    async def create_datagram_endpoint(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("create_datagram_endpoint")

    async def create_server(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("create_server")

    async def sock_connect(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("sock_connect")

    async def subprocess_exec(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("subprocess_exec")

    async def subprocess_shell(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse("subprocess_shell")
