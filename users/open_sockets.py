"""The open sockets of one event loop, and who of them is sent what.

Every web process receives every message, each for many people, and passes on what is for its own sockets. So
a push to a thousand people is a few messages, and opening a socket subscribes to nothing.
"""

import asyncio
import logging
from collections.abc import Callable
from contextvars import Context

from channels.layers import get_channel_layer

from users import live

logger = logging.getLogger(__name__)

Deliver = Callable[[dict], None]
PAUSE = 1  # seconds after a failure


class OpenSockets:
    """Listens to the channel layer for the sockets that have joined."""

    def __init__(self) -> None:
        self._layer = get_channel_layer()
        self._by_user: dict[int, list[Deliver]] = {}
        self._starting = asyncio.Lock()
        self._channel: str | None = None
        self._listener: asyncio.Task | None = None

    async def join(self, user_id: int, deliver: Deliver) -> None:
        """Call `deliver` with each message to this person that is sent from now on."""
        self._by_user.setdefault(user_id, []).append(deliver)
        async with self._starting:
            if self._channel is None:
                self._channel = await self._layer.new_channel()
            # Each time: a layer may forget a member after a while, and adding it again costs nothing.
            await self._layer.group_add(live.GROUP, self._channel)
            if self._listener is None:
                # Without the context of the socket that happens to be first.
                self._listener = Context().run(asyncio.ensure_future, self._listen())

    def leave(self, user_id: int, deliver: Deliver) -> bool:
        """Stop calling `deliver`; returns whether any socket is left."""
        delivers = self._by_user[user_id]
        delivers.remove(deliver)
        if not delivers:
            del self._by_user[user_id]
        return bool(self._by_user)

    async def stop(self) -> None:
        """Listen no more."""
        if self._listener:
            await self._layer.group_discard(live.GROUP, self._channel)
            self._listener.cancel()

    async def _listen(self) -> None:
        while True:
            try:
                self._pass_on(await self._layer.receive(self._channel))
            except Exception:
                logger.exception("Could not receive from the channel layer")
                await asyncio.sleep(PAUSE)

    def _pass_on(self, message: dict) -> None:
        for user_id, own in message["messages"]:
            for deliver in self._by_user.get(user_id, ()):
                deliver(own)


_by_loop: dict[asyncio.AbstractEventLoop, OpenSockets] = {}


async def join(user_id: int, deliver: Deliver) -> None:
    """Call `deliver` with each message to this person that is sent from now on, until `leave`."""
    loop = asyncio.get_running_loop()
    await _by_loop.setdefault(loop, OpenSockets()).join(user_id, deliver)


async def leave(user_id: int, deliver: Deliver) -> None:
    """Stop calling `deliver`; the last one to leave ends the subscription."""
    loop = asyncio.get_running_loop()
    sockets = _by_loop[loop]
    if not sockets.leave(user_id, deliver):
        # Before anything is awaited: who joins meanwhile has to subscribe anew.
        del _by_loop[loop]
        await sockets.stop()
