"""A story on real processes: time passes when the test says so, and workers do what is due."""

from asyncio import AbstractEventLoop
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from celery import Celery

from timeskip.beat import Beat
from timeskip.clocks import Clock
from timeskip.evidence import Evidence
from timeskip.moments import Moment, as_utc
from timeskip.passing_time import PassingTime
from timeskip.stacks.real.files import RealFiles
from timeskip.stacks.real.mail_server import MailServer, RealMail
from timeskip.stacks.real.open_requests import OpenRequests
from timeskip.stacks.real.put_off import PutOff
from timeskip.stacks.real.sockets import RealSockets
from timeskip.stacks.real.tasks import RealTasks
from timeskip.stacks.real.transactions import RealTransactions
from timeskip.stacks.real.workers import RealWorkers


class Parts(Protocol):
    """What lasts as long as the run, and a story uses."""

    clock: Clock
    loop: AbstractEventLoop
    mail_server: MailServer
    put_off: PutOff
    requests: OpenRequests
    web_port: int

    def forget(self) -> None: ...

    def files(self, evidence: Evidence) -> RealFiles: ...


class RealStory(PassingTime):
    """What timeskip.Story is on the embedded stack. Rows are committed, and gone before the next story."""

    evidence: Evidence
    transactions: RealTransactions
    workers: RealWorkers
    tasks: RealTasks
    beat: Beat
    mail: RealMail
    files: RealFiles
    sockets: RealSockets

    def __init__(self, stack: Parts, app: Celery, begins: Moment) -> None:
        self._stack, self._clock = stack, stack.clock
        self._app, self._begins = app, begins
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        stack = self._stack
        stack.forget()
        self._clock.move_to(as_utc(self._begins))
        with ExitStack() as resources:
            self.evidence = Evidence(self._clock)
            resources.enter_context(self.evidence.collecting())
            self.transactions = RealTransactions(self.evidence)
            resources.enter_context(self.transactions.watched())
            self.workers = RealWorkers(stack.requests)
            self.tasks = RealTasks(stack.requests, stack.put_off, self.evidence, self._clock)
            # What a story that ended early has left to be done must not be done in the next one.
            resources.callback(self.tasks.settle)
            self.beat = Beat(self._app, self._clock, self.evidence)
            resources.callback(self.beat.close)
            self.mail = RealMail(stack.mail_server, self._clock, self.evidence)
            self.files = stack.files(self.evidence)
            resources.callback(self.files.clear)
            self.sockets = RealSockets(stack.web_port, stack.loop, self.evidence, self.settle)
            resources.callback(self.sockets.close)
            self._resources = resources.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._resources.close()

    def settle(self) -> None:
        """Wait until workers and sockets have done everything that is due by now."""
        self._clock.check()
        self.tasks.settle()
        # What a consumer has done may have asked for tasks.
        while self.sockets.settle() and self.tasks.settle():
            pass
        self.files.collect()
        self.evidence.collect()

    def check(self) -> None:
        """Fail where the test has left something unsaid."""
        self._clock.check()
        self.evidence.collect()
        self.mail.check()
        self.transactions.check()
        self.tasks.check()
        self.sockets.check()

    # How.

    def _next_moments(self) -> tuple[datetime | None, ...]:
        return self.beat.next_moment, self.tasks.next_moment

    def _settle_after_beat(self, number: int, until: datetime) -> None:
        # Where nothing was asked for there is nothing to wait for.
        if self.tasks.are_due:
            self.settle()
