"""The floor: a Channels consumer with a group for each socket that sends on what it receives."""

import os

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reliability.settings")
get_asgi_application()


class Echo(AsyncWebsocketConsumer):
    """One socket, in the group that its address names after the `?`."""

    async def connect(self):
        self.group = self.scope["query_string"].decode()
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send(text_data="{}")

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def inbox_changed(self, event):
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter({"websocket": URLRouter([path("ws/notifications/", Echo.as_asgi())])})
