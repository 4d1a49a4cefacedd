"""An ASGI application that notes when it hands each frame to the server. A socket's name follows the `?`.

`GET /` returns what it has noted since the last time: `[nanoseconds, name, text]` of each frame.
"""

import json
import os
import time
from importlib import import_module

APPLICATION = "BENCH_APPLICATION"  # the environment variable with the dotted path of what is watched


class Watched:
    """What it wraps, with the times of its frames."""

    def __init__(self, application) -> None:
        self._application = application
        self._frames: list[tuple[int, str, str]] = []

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self._answer(send)
            return
        name = scope["query_string"].decode()

        async def noting(message) -> None:
            await send(message)
            if message["type"] == "websocket.send":
                self._frames.append((time.perf_counter_ns(), name, message["text"]))

        await self._application(scope, receive, noting)

    async def _answer(self, send) -> None:
        body, self._frames = json.dumps(self._frames).encode(), []
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})


module, _, attribute = os.environ[APPLICATION].partition(":")
application = Watched(getattr(import_module(module), attribute))
