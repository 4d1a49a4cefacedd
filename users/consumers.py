"""The live channel: `ws/notifications/`."""

import asyncio
import json
import logging
from contextlib import suppress
from datetime import datetime

from channels.consumer import get_handler_name
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.utils import await_many_dispatch
from django.utils import timezone

from users import closings, inbox, live, open_sockets, slots
from users.closings import Closing
from users.frames import MOST_FRAMES, BadFrame, FrameLimit, Verdict, request_of, too_many_requests
from users.logins import login_of
from users.threads import in_thread
from users.turns import TooManyWaiting, turns

logger = logging.getLogger(__name__)

REPLAY_PAGE = 50
# Seconds of work that a flood counts as. Reading its frames was nobody's turn, so the next socket of the same
# session has to wait for ten seconds.
FLOOD = 0.5


class NotificationConsumer(AsyncWebsocketConsumer):
    """One open tab. It receives what is sent to the person logged in, whom the client cannot choose.

    Frames are counted as they come in and answered by a task of their own: a request that waits for its turn
    holds up neither a push nor the refusal of the frames behind it.
    """

    has_joined = False
    slot: str | None = None
    session_key: str | None = None
    ends: datetime | None = None
    closed = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.limit = FrameLimit()
        self.requests: asyncio.Queue[str | None] = asyncio.Queue()
        self.messages: asyncio.Queue[dict] = asyncio.Queue()
        self.tasks: list[asyncio.Task] = []

    async def __call__(self, scope, receive, send):
        # Channels' own would take a channel of the layer for each socket. open_sockets has one for all.
        self.scope, self.base_send = scope, send
        try:
            await await_many_dispatch([receive, self.messages.get], self.dispatch)
        except StopConsumer:
            return
        finally:
            await self.leave()

    async def dispatch(self, message):
        # Channels' own visits the database thread before each message; in_thread does where it is needed.
        await getattr(self, get_handler_name(message))(message)
        if self.closed:
            raise StopConsumer

    async def websocket_disconnect(self, message):
        raise StopConsumer

    async def connect(self):
        user = self.scope.get("user")
        if user is None or not user.is_authenticated or not user.is_active:
            await self.refuse(closings.NOT_LOGGED_IN)
            return
        self.user_id = user.pk
        if login := self.scope.get("login"):
            self.session_key, self.ends = login.session_key, login.ends
        try:
            async with turns.turn(self.user_id):
                await self.join()
        except TooManyWaiting:
            await self.refuse(closings.TOO_MANY_SOCKETS)

    async def join(self):
        self.slot = await in_thread(slots.claim, self.user_id)
        if self.slot is None:
            await self.refuse(closings.TOO_MANY_SOCKETS)
            return
        self.has_joined = True
        await open_sockets.join(self.user_id, self.messages.put_nowait)
        await self.accept()
        # The login may have ended while this socket waited for its turn, before it could be told.
        await self.look_at_login()
        if self.closed:
            return
        await self.send_unread_count()
        self.tasks = [asyncio.create_task(self.answer_requests()), asyncio.create_task(self.stay())]

    async def leave(self):
        for task in self.tasks:
            task.cancel()
        if self.slot:
            await in_thread(slots.free, self.slot)
        if self.has_joined:
            await open_sockets.leave(self.user_id, self.messages.put_nowait)

    async def stay(self):
        while True:
            await asyncio.sleep(slots.RENEWAL)
            try:
                await self.renew()
            except Exception:
                logger.exception("Could not renew the socket of user %s", self.user_id)

    async def renew(self):
        """Keep the slot, and look whether the login lasts: the message that ends it may have been lost."""
        await in_thread(slots.renew, self.slot)
        await self.look_at_login()

    async def look_at_login(self):
        if self.session_key is None:
            return
        login = await in_thread(login_of, self.session_key)
        if login is None or login.user.pk != self.user_id:
            await self.end(closings.LOGGED_OUT)
        else:
            self.ends = login.ends

    async def receive(self, text_data=None, bytes_data=None):
        verdict = self.limit.verdict(timezone.now())
        if verdict is Verdict.CLOSE:
            turns.charge(self.session_key, FLOOD)
            await self.end(closings.TOO_MANY_REQUESTS)
        elif verdict is Verdict.REFUSE or self.requests.qsize() >= MOST_FRAMES:
            await self.send_error(too_many_requests())
        else:
            self.requests.put_nowait(text_data)

    async def answer_requests(self):
        # The server raises OSError where the client is gone; what ends the consumer is on its way then.
        with suppress(OSError):
            while True:
                await self.answer_safely(await self.requests.get())

    async def answer_safely(self, text: str | None):
        try:
            async with turns.turn(self.user_id):
                await self.answer(text)
        except BadFrame as error:
            await self.send_error(error)
        except TooManyWaiting:
            await self.send_error(too_many_requests())
        except OSError:
            raise
        except Exception:
            logger.exception("A request of user %s failed", self.user_id)
            await self.end(closings.INTERNAL_ERROR)

    async def answer(self, text: str | None):
        name, number = request_of(text)
        if await self.is_logged_in():
            await getattr(self, f"on_{name}")(number)

    async def is_logged_in(self) -> bool:
        """Whether this socket may still be told anything; closes it where the login has expired."""
        if not self.closed and self.ends is not None and self.ends <= timezone.now():
            # Django may have prolonged the session meanwhile.
            await self.look_at_login()
        return not self.closed

    async def on_get_unread_count(self, _):
        await self.send_unread_count()

    async def on_mark_read(self, notification_id):
        # Every tab hears of the new count through the push that follows the commit.
        if not await in_thread(inbox.mark_read, user_id=self.user_id, notification_id=notification_id):
            raise BadFrame("not_found", "You have no such notification.")

    async def on_mark_all_read(self, _):
        await in_thread(inbox.mark_all_read, user_id=self.user_id)

    async def on_since(self, sequence):
        missed = await in_thread(inbox.notifications_since, self.user_id, sequence, REPLAY_PAGE + 1)
        page = missed[:REPLAY_PAGE]
        for notification in page:
            await self.send_frame({"type": "notification", "notification": live.payload_of(notification)})
            # Lets other sockets go on between two frames, and the server notice that this client is gone.
            await asyncio.sleep(0)
        last = page[-1].sequence if page else sequence
        await self.send_frame({"type": "replayed", "sequence": last, "more": len(missed) > REPLAY_PAGE})

    async def inbox_changed(self, event):
        for text in event["frames"]:
            await self.send_text(text)

    async def session_ended(self, event):
        key = self.session_key
        if event["session"] is None or (key and event["session"] == live.session_ref(key)):
            await self.end(closings.LOGGED_OUT)

    async def get_unread_count(self) -> int:
        return await in_thread(inbox.unread_count, self.user_id)

    async def send_unread_count(self):
        await self.send_frame({"type": "unread_count", "count": await self.get_unread_count()})

    async def send_error(self, error: BadFrame):
        await self.send_frame({"type": "error", "code": error.code, "detail": str(error)})

    async def send_frame(self, frame: dict):
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str):
        if await self.is_logged_in():
            await self.send(text_data=text)

    async def refuse(self, closing: Closing):
        # A browser learns the code of a socket that was accepted, and 1006 for a refused handshake.
        await self.accept()
        await self.end(closing)

    async def end(self, closing: Closing):
        if not self.closed:
            self.closed = True
            await self.close(code=closing.code, reason=closing.reason)
