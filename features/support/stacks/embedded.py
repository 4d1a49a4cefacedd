"""Everything in one process and one transaction: the drivers for SQLite and for `--stack postgres`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from crm_backend.celery import app
from features.support.clock import Clock
from features.support.commits import Commits
from features.support.documents import FileStore, Shelf
from features.support.evidence import Evidence
from features.support.live_socket import Live
from features.support.mailbox import EmailBackend, Mailbox
from features.support.plain_browser import PlainBrowser
from features.support.task_queue import TaskQueue

if TYPE_CHECKING:
    from features.support.world import World


class Embedded:
    """Makes the drivers of each scenario."""

    name = "embedded"
    patience = 30  # real seconds that a scenario may take

    def __init__(self, *, thrifty: bool = False) -> None:
        self._thrifty = thrifty
        self.clock = Clock()

    def commits(self) -> Commits:
        return Commits()

    def tasks(self, evidence: Evidence) -> TaskQueue:
        return TaskQueue(app, evidence, thrifty=self._thrifty)

    def mailbox(self, evidence: Evidence) -> Mailbox:
        EmailBackend.mailbox = Mailbox(evidence)
        return EmailBackend.mailbox

    def shelf(self, evidence: Evidence) -> Shelf:
        FileStore.shelf = Shelf(evidence)
        return FileStore.shelf

    def live(self, evidence: Evidence) -> Live:
        return Live(evidence)

    def browsers(self, evidence: Evidence) -> type[PlainBrowser]:
        return PlainBrowser

    @contextmanager
    def scenario(self, world: "World") -> Iterator[None]:
        """While this lasts a scenario is told."""
        with connection.execute_wrapper(world.evidence.watch_queries), world.tasks.connected():
            yield

    def explain(self) -> str:
        """What the stack's processes said last, for whoever looks into a failure."""
        return ""

    def close(self) -> None:
        """End what lasts as long as the run."""
