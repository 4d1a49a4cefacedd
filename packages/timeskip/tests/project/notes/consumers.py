"""Consumers of every kind."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from channels.db import database_sync_to_async
from channels.generic.websocket import (
    AsyncJsonWebsocketConsumer,
    AsyncWebsocketConsumer,
    JsonWebsocketConsumer,
    WebsocketConsumer,
)
from django.db import transaction

from project.notes.models import Note
from project.notes.tasks import SEEN, announce


def write() -> int:
    Note.objects.create(text="from a thread")
    return Note.objects.count()


def write_and_announce() -> None:
    with transaction.atomic():
        transaction.on_commit(lambda: announce.delay("after commit"))
        Note.objects.create(text="in a transaction")


class AsyncNotes(AsyncJsonWebsocketConsumer):
    ticking: asyncio.Task | None = None

    async def connect(self) -> None:
        await self.channel_layer.group_add("all", self.channel_name)
        await self.accept()

    async def told(self, event: dict) -> None:
        await self.send_json({"told": event["text"], "notes": await Note.objects.acount()})

    async def receive_json(self, content: dict, **kwargs: Any) -> None:
        await getattr(self, content["act"])(content)

    async def tick(self, content: dict) -> None:
        self.ticking = asyncio.create_task(self.tick_for_ever(content["every"]))

    async def tick_for_ever(self, every: float) -> None:
        number = 0
        while True:
            await asyncio.sleep(every)
            number += 1
            await self.send_json({"tick": number})

    async def orm(self, content: dict) -> None:
        await Note.objects.acreate(text="async orm")
        await self.send_json({"notes": await Note.objects.acount()})

    async def in_the_database_thread(self, content: dict) -> None:
        await self.send_json({"notes": await database_sync_to_async(Note.objects.count)()})

    async def in_any_thread(self, content: dict) -> None:
        calls = [sync_to_async(write, thread_sensitive=False)() for _ in range(5)]
        await self.send_json({"notes": max(await asyncio.gather(*calls))})

    async def in_an_executor(self, content: dict) -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(3) as pool:
            calls = [loop.run_in_executor(pool, write) for _ in range(5)]
            await self.send_json({"notes": max(await asyncio.gather(*calls))})

    async def in_a_plain_thread(self, content: dict) -> None:
        thread = threading.Thread(target=write)
        thread.start()
        await asyncio.to_thread(thread.join)
        await self.send_json({"notes": await Note.objects.acount()})

    async def on_commit(self, content: dict) -> None:
        await database_sync_to_async(write_and_announce)()

    async def task(self, content: dict) -> None:
        await sync_to_async(announce.apply_async)(("from a consumer",), countdown=content.get("in", 0))

    async def timeout(self, content: dict) -> None:
        try:
            async with asyncio.timeout(30):
                await asyncio.Event().wait()
        except TimeoutError:
            await self.send_json({"timed": "out"})

    async def boom(self, content: dict) -> None:
        raise RuntimeError("consumer broke")

    async def network(self, content: dict) -> None:
        try:
            await asyncio.open_connection("127.0.0.1", 1)
        except Exception as error:
            await self.send_json({"error": type(error).__name__})

    async def leave(self, content: dict) -> None:
        await self.close(code=4002, reason="Enough.")

    async def disconnect(self, code: int) -> None:
        SEEN.append(("disconnected", code))
        await self.channel_layer.group_discard("all", self.channel_name)
        if self.ticking:
            self.ticking.cancel()


class SyncNotes(JsonWebsocketConsumer):
    groups = ["all"]

    def told(self, event: dict) -> None:
        username = self.scope["user"].username
        self.send_json({"told": event["text"], "notes": Note.objects.count(), "user": username})

    def receive_json(self, content: dict, **kwargs: Any) -> None:
        async_to_sync(self.channel_layer.group_send)("all", {"type": "told", "text": content["say"]})


class Doorkeeper(AsyncWebsocketConsumer):
    """Lets users in and closes with a code of its own on strangers, before it accepts."""

    async def connect(self) -> None:
        if self.scope["user"].is_anonymous:
            await self.close(code=4401)
        else:
            await self.accept()

    async def disconnect(self, code: int) -> None:
        SEEN.append(("disconnected", code))


class Protocols(WebsocketConsumer):
    """Speaks one subprotocol and echoes."""

    def connect(self) -> None:
        self.accept("v2" if "v2" in self.scope["subprotocols"] else None)

    def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.send(text_data, bytes_data)


class Mirror(JsonWebsocketConsumer):
    """Says how it was reached, closes as it is asked to, and notes with which code the other end closed."""

    def connect(self) -> None:
        if self.scope["url_route"]["kwargs"]["name"] == "broken":
            raise RuntimeError("no handshake")
        self.accept()
        headers = {name.decode(): value.decode("latin-1") for name, value in self.scope["headers"]}
        kept = {name: headers.get(name) for name in ("host", "origin", "cookie", "x-own")}
        told = {name: self.scope[name] for name in ("path", "scheme", "subprotocols", "url_route")}
        told["url_route"] = told["url_route"]["kwargs"]
        self.send_json({**told, "query": self.scope["query_string"].decode(), "headers": kept})

    def receive_json(self, content: dict, **kwargs: Any) -> None:
        self.close(**content)

    def disconnect(self, code: int) -> None:
        Note.objects.create(text=f"disconnected with {code}")
