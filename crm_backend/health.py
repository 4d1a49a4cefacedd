"""Probes for a supervisor and a load balancer: is the process alive, and can it work?"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.module_loading import import_string

from crm_backend.celery import app

logger = logging.getLogger(__name__)

PATIENCE = 2  # seconds for each service to answer


def alive() -> JsonResponse:
    """`/healthz`: the process answers. It checks nothing else: a restart would not repair a database."""
    return _answer({"status": "alive"}, 200)


def ready() -> JsonResponse:
    """`/readyz`: every service in `settings.READINESS` works; otherwise 503."""
    parts = {name: _look(name, import_string(path)) for name, path in settings.READINESS.items()}
    is_ready = all(part != "down" for part in parts.values())
    return _answer({"status": "ready" if is_ready else "not ready", "parts": parts}, 200 if is_ready else 503)


PROBES = {"/healthz": alive, "/readyz": ready}


@sync_and_async_middleware
def health_middleware(get_response: Callable) -> Callable:
    """Answers the probes before anything checks the host, TLS or the login."""

    def probe_of(request: HttpRequest) -> Callable[[], HttpResponse] | None:
        return PROBES.get(request.path) if request.method in ("GET", "HEAD") else None

    if iscoroutinefunction(get_response):

        async def middleware(request):
            probe = probe_of(request)
            return await sync_to_async(probe)() if probe else await get_response(request)

    else:

        def middleware(request):
            probe = probe_of(request)
            return probe() if probe else get_response(request)

    return middleware


def database() -> str:
    """Raises an error if the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def broker() -> str:
    """Raises an error if the broker does not answer."""
    with app.connection_for_write(connect_timeout=PATIENCE) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    return "ok"


@async_to_sync
async def channel_layer() -> str:
    """Raises an error if the channel layer does not accept a push."""
    async with asyncio.timeout(PATIENCE):
        await get_channel_layer().group_send("probe", {"type": "probe"})
    return "ok"


def cache() -> str:
    """Raises an error if the cache does not return what was stored."""
    caches["default"].set("readyz", True, timeout=60)
    if not caches["default"].get("readyz"):
        raise ConnectionError
    return "ok"


def _look(name: str, part: Callable[[], Any]) -> Any:
    try:
        return part()
    except Exception as error:
        # The response does not say why: an error may contain hosts and user names.
        logger.warning("%s is down: %s", name, type(error).__name__)
        return "down"


def _answer(content: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
