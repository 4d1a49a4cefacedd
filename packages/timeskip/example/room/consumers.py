from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer


class Room(AsyncJsonWebsocketConsumer):
    """Shows every message of the room to whoever is logged in."""

    groups = ["room"]

    async def connect(self) -> None:
        if self.scope["user"].is_authenticated:
            await self.accept()
        else:
            await self.close()

    async def room_message(self, event: dict[str, Any]) -> None:
        await self.send_json({"text": event["text"], "author": event["author"]})
