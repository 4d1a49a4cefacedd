"""Serves everything in one process: pages, live channel, tasks and beat."""

import asyncio
import logging
from contextlib import suppress

import uvicorn
from asgiref.sync import sync_to_async
from celery.beat import Scheduler
from django.conf import settings
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.test import override_settings

from crm_backend.asgi import application
from crm_backend.celery import app

CONSOLE = "django.core.mail.backends.console.EmailBackend"
LOOK = 5  # seconds: beat looks at the clock at least this often
logger = logging.getLogger(__name__)


def serve(host: str, port: int) -> None:
    """Serve until Ctrl-C."""
    application.application_mapping["http"] = ASGIStaticFilesHandler(application.application_mapping["http"])
    config = uvicorn.Config(application, host=host, port=port, lifespan="off", log_level="warning")
    with override_settings(**_own_settings()), suppress(KeyboardInterrupt):
        asyncio.run(_serve(uvicorn.Server(config)))


def _own_settings() -> dict[str, str | bool]:
    # Without DEBUG a wrong address and a failure are answered as in production.
    own: dict[str, str | bool] = {"ROOT_URLCONF": "demo.urls", "DEBUG": False}
    # A mail server that somebody has named is used.
    if settings.EMAIL_BACKEND == CONSOLE:
        own["EMAIL_BACKEND"] = "demo.emails.KeptEmails"
    return own


async def _serve(server: uvicorn.Server) -> None:
    ticking = asyncio.create_task(_tick())
    try:
        await server.serve()
    finally:
        ticking.cancel()


async def _tick() -> None:
    scheduler = Scheduler(app=app, lazy=True)
    scheduler.setup_schedule()
    # In a thread of this loop, so that a task's pushes reach the sockets through the same loop.
    tick = sync_to_async(scheduler.tick, thread_sensitive=False)
    while True:
        try:
            pause = await tick()
        except Exception:
            logger.exception("Beat failed once and goes on.")
            pause = LOOK
        await asyncio.sleep(min(pause or LOOK, LOOK))
