"""The live channel: `ws/notifications/`."""

import json

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from users import inbox, live
from users.frames import BadFrame, request_of

REPLAY_PAGE = 50
# Close codes from 4000 on are an application's own; this one repeats HTTP's 401.
NOT_LOGGED_IN = 4401


class NotificationConsumer(AsyncWebsocketConsumer):
    """One open tab. It belongs to the group of the person logged in, which the client cannot choose."""

    group: str | None = None

    async def connect(self):
        user = self.scope.get("user")
        if user is None or not user.is_authenticated or not user.is_active:
            await self.close(code=NOT_LOGGED_IN)
            return
        self.user_id = user.pk
        self.group = live.group_of(self.user_id)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_unread_count()

    async def disconnect(self, code):
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        try:
            name, number = request_of(text_data)
            await getattr(self, f"on_{name}")(number)
        except BadFrame as error:
            await self.send_frame({"type": "error", "code": error.code, "detail": str(error)})

    async def on_get_unread_count(self, _):
        await self.send_unread_count()

    async def on_mark_read(self, notification_id):
        # Every tab hears of the new count through the push that follows the commit.
        if not await database_sync_to_async(inbox.mark_read)(
            user_id=self.user_id, notification_id=notification_id
        ):
            raise BadFrame("not_found", "You have no such notification.")

    async def on_mark_all_read(self, _):
        await database_sync_to_async(inbox.mark_all_read)(user_id=self.user_id)

    async def on_since(self, sequence):
        missed = await database_sync_to_async(inbox.notifications_since)(
            self.user_id, sequence, REPLAY_PAGE + 1
        )
        page = missed[:REPLAY_PAGE]
        for notification in page:
            await self.send_notification(live.payload_of(notification))
        last = page[-1].sequence if page else sequence
        await self.send_frame({"type": "replayed", "sequence": last, "more": len(missed) > REPLAY_PAGE})

    async def inbox_changed(self, event):
        for notification in event["notifications"]:
            await self.send_notification(notification)
        await self.send_frame({"type": "unread_count", "count": event["count"]})

    async def session_ended(self, event):
        session = self.scope.get("session")
        key = session.session_key if session is not None else None
        if event["session"] is None or (key and event["session"] == live.session_ref(key)):
            await self.close(code=NOT_LOGGED_IN)

    async def get_unread_count(self) -> int:
        return await database_sync_to_async(inbox.unread_count)(self.user_id)

    async def send_unread_count(self):
        await self.send_frame({"type": "unread_count", "count": await self.get_unread_count()})

    async def send_notification(self, payload: dict):
        await self.send_frame({"type": "notification", "notification": payload})

    async def send_frame(self, frame: dict):
        await self.send(text_data=json.dumps(frame))
