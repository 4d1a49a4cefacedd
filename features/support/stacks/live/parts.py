"""The drivers of a live stack: each stands where the embedded one of the same part stands."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client

from crm_backend.celery import app
from features.support.evidence import Evidence
from features.support.pages import Browser
from features.support.plain_browser import PlainBrowser
from features.support.stacks.live.addresses import Addresses
from features.support.stacks.live.chromium import Chromium, ChromiumBrowser
from features.support.stacks.live.clock import SharedClock
from features.support.stacks.live.commits import RealCommits
from features.support.stacks.live.mail import MailServer, ServedMailbox
from features.support.stacks.live.signals import wire
from features.support.stacks.live.sockets import Sockets
from features.support.stacks.live.store import StoreShelf
from features.support.stacks.live.tables import clean_tables
from features.support.stacks.live.work import LiveTaskQueue
from features.support.stacks.processes import tail

if TYPE_CHECKING:
    from features.support.world import World


class LiveStack:
    """Makes the drivers of each scenario, and keeps what lasts as long as the run."""

    name = "live"
    patience = 180  # real seconds that a scenario may take: a month is some 3,000 requests through the broker

    def __init__(self, *, thrifty: bool, browser: bool, pictures: bool) -> None:
        self._thrifty = thrifty
        self._addresses = Addresses.from_environment()
        self.clock = SharedClock(Path(self._addresses.clock))
        # What it would say is in the evidence.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        self._mail = MailServer(self._addresses.mail)
        self._mail.start()
        self._loop = asyncio.new_event_loop()
        self._chromium = Chromium(pictures=pictures) if browser else None

    def commits(self) -> RealCommits:
        return RealCommits()

    def tasks(self, evidence: Evidence) -> LiveTaskQueue:
        return LiveTaskQueue(app, wire, evidence, thrifty=self._thrifty)

    def mailbox(self, evidence: Evidence) -> ServedMailbox:
        mailbox = ServedMailbox(evidence, self._mail)
        mailbox.up = True
        return mailbox

    def shelf(self, evidence: Evidence) -> StoreShelf:
        return StoreShelf(evidence, Path(self._addresses.store))

    def live(self, evidence: Evidence) -> Sockets:
        return Sockets(evidence, self._addresses.web, self._loop)

    def browsers(self, evidence: Evidence) -> Callable[[str, Client], Browser]:
        if not self._chromium:
            return PlainBrowser
        return partial(ChromiumBrowser, self._chromium, f"http://127.0.0.1:{self._addresses.web}", evidence)

    @contextmanager
    def scenario(self, world: "World") -> Iterator[None]:
        """While this lasts a scenario is told, on tables that hold nothing of the one before."""
        wire.clear()
        clean_tables()
        try:
            with connection.execute_wrapper(world.evidence.watch_queries):
                yield
            world.mailbox.finish()
        finally:
            # What a scenario that ended early has left to be done must not be done in the next one.
            world.tasks.run_next()
            world.commits.close()

    def explain(self) -> str:
        """What the stack's processes said last, for whoever looks into a failure."""
        return "".join(f"— {log.name} —\n{tail(log)}\n" for log in self._addresses.log_files)

    def close(self) -> None:
        """End what lasts as long as the run."""
        if self._chromium:
            self._chromium.close()
        self._mail.stop()
        self._loop.close()
