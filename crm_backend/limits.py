"""Limits the size of a request before it is read."""

import json
import re
from collections.abc import Awaitable, Callable

from asgiref.sync import ThreadSensitiveContext
from channels.db import database_sync_to_async
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

from crm_backend.bare_pages import API, bare_page

MIB = 1024 * 1024
LARGEST_BODY = MIB
LARGEST_UPLOAD = 20 * MIB
# Addresses that accept uploads: bank files, and documents in the workspace, the API and on the admin pages.
UPLOADS = re.compile(
    r"/payments/|/api/bank-files/|/applications/[^/]+/documents/upload/|/api/applications/[^/]+/documents/"
    r"|/admin/applications/(document/add|(document|application)/[0-9]+/change)/"
)

Send = Callable[[dict], Awaitable[None]]


class TooLarge(Exception):
    """A request is larger than its limit, in bytes."""

    def __init__(self, most: int):
        super().__init__(f"Requests to this address are limited to {most // MIB} MiB.")


class LimitedBodies:
    """Refuses too large a request with 413, by its Content-Length or as soon as too much has arrived.

    More than LARGEST_BODY is read only at an upload address, and only from a logged-in user.
    """

    def __init__(self, application: Callable) -> None:
        self._application = application

    async def __call__(self, scope: dict, receive: Callable, send: Send) -> None:
        limit, read = _Limit(scope), 0

        async def receive_within_limit() -> dict:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            await limit.check(read)
            return message

        try:
            await limit.check(_declared(scope))
            await self._application(scope, receive_within_limit, send)
        except TooLarge as error:
            await _refuse(scope, send, str(error))


class _Limit:
    """The limit of one request; looks up the user only if that makes a difference."""

    def __init__(self, scope: dict) -> None:
        self._scope = scope
        self._most: int | None = None

    async def check(self, size: int) -> None:
        """Raises TooLarge."""
        if size <= LARGEST_BODY:
            return
        if self._most is None:
            self._most = LARGEST_UPLOAD if await _may_upload(self._scope) else LARGEST_BODY
        if size > self._most:
            raise TooLarge(self._most)


def _declared(scope: dict) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    # Python refuses to convert a longer number, and no request is that large.
    return int(length[:20]) if length.isdigit() else 0


async def _may_upload(scope: dict) -> bool:
    if not UPLOADS.fullmatch(scope["path"]):
        return False
    # A separate thread per request, as in Django's handler.
    async with ThreadSensitiveContext():
        return await database_sync_to_async(_is_known)(scope)


def _is_known(scope: dict) -> bool:
    """Whether the request has a valid session or token; does not read the body."""
    request = ASGIRequest({**scope, "query_string": b""}, None)
    SessionMiddleware(lambda request: None).process_request(request)
    return get_user(request).is_authenticated or _has_token(request)


def _has_token(request: HttpRequest) -> bool:
    # Slow to import, and only uploads without a session need it.
    from rest_framework.exceptions import APIException
    from rest_framework.views import APIView

    try:
        return APIView().initialize_request(request).user.is_authenticated
    except APIException:
        return False


async def _refuse(scope: dict, send: Send, words: str) -> None:
    kind, text, policy = _as_asked_for(scope, words)
    body = text.encode()
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"private, no-store"),
        (b"content-security-policy", policy.encode()),
        # The rest of the body is not read.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _as_asked_for(scope: dict, words: str) -> tuple[bytes, str, str]:
    """The content type, the text and its security policy: a page for browsers, JSON from the API."""
    if scope["path"].startswith(API):
        return b"application/json", json.dumps({"detail": words}), "default-src 'none'"
    if b"text/html" in dict(scope["headers"]).get(b"accept", b""):
        return b"text/html; charset=utf-8", *bare_page("413.html", {"words": words})
    return b"text/plain; charset=utf-8", words, "default-src 'none'"
