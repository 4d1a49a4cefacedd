"""What happens before a socket is open. Each check refuses as early, and as cheaply, as it can."""

import asyncio
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from users import closings
from users.closings import Closing
from users.logins import is_session_key, login_of
from users.threads import in_thread
from users.turns import TooManyWaiting, turns

MOST_LOOK_UPS = 2  # of the four threads of users/threads.py
_LOOK_UPS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def refuse(closing: Closing, receive, send) -> None:
    """Accept a socket and close it: a browser never learns the code of a refused handshake, only 1006."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": closing.code, "reason": closing.reason})


async def unknown_path(scope, receive, send) -> None:
    """An ASGI application for every address without a live channel."""
    await refuse(closings.UNKNOWN_PATH, receive, send)


class OriginCheck(OriginValidator):
    """Lets in pages of our own sites. Channels' own check refuses the handshake itself."""

    async def __call__(self, scope, receive, send):
        if self.valid_origin(_origin(scope)):
            await self.application(scope, receive, send)
        else:
            await refuse(closings.FOREIGN_ORIGIN, receive, send)


class WithLogin:
    """Puts `user`, and `login` where there is one, into the scope."""

    def __init__(self, application) -> None:
        self.application = application

    async def __call__(self, scope, receive, send):
        if "user" not in scope:
            try:
                login = await self._login(scope["cookies"].get(settings.SESSION_COOKIE_NAME, ""))
            except TooManyWaiting:
                await refuse(closings.TOO_MANY_SOCKETS, receive, send)
                return
            scope = {**scope, "login": login, "user": login.user if login else AnonymousUser()}
        await self.application(scope, receive, send)

    @staticmethod
    async def _login(session_key: str):
        if not is_session_key(session_key):
            return None
        # Who it is takes queries, so the session takes turns until the person is known.
        async with turns.turn(session_key), _looking_up():
            return await in_thread(login_of, session_key)


def _looking_up() -> asyncio.Semaphore:
    """Limits how many sessions are looked up at a time: a client that invents keys waits with newcomers,
    and the other threads are left to people who are logged in."""
    return _LOOK_UPS.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST_LOOK_UPS))


def _origin(scope):
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    try:
        (origin,) = origins
        parsed = urlsplit(origin.decode("latin1"))
        parsed.port  # noqa: B018 raises ValueError where it is no number
    except ValueError:
        return None
    return parsed
