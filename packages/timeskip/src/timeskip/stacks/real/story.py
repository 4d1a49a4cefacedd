"""A story on real processes: time passes when the test says so, and workers do what is due."""

from asyncio import AbstractEventLoop
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, Self

from celery import Celery

from timeskip.beat import Beat
from timeskip.clients import StoryClient
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.moments import Moment, as_utc, duration, local, shown
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


class RealStory(Declared):
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

    @property
    def now(self) -> datetime:
        """The story's moment, in settings.TIME_ZONE."""
        return local(self._clock.now())

    def starts_at(self, moment: Moment) -> None:
        """Make it `moment`; nothing happens on the way there."""
        self._clock.move_to(as_utc(moment))
        self.beat.restart()

    def advance_to(self, moment: Moment) -> None:
        """Let time pass until `moment`; everything that is due on the way happens at its own moment, in order."""
        until = as_utc(moment)
        if until < self._clock.now():
            raise ValueError(f"It is {shown(self._clock.now())} already, and time passes forward.")
        self.settle()
        while (due := self._next_moment()) is not None and due <= until:
            self._clock.move_to(max(due, self._clock.now()))
            self.beat.fire_due()
            # Where nothing was asked for there is nothing to wait for.
            if self.tasks.are_due:
                self.settle()
        self._clock.move_to(until)

    def advance(self, **parts: float) -> None:
        """Let time pass, in the words of timedelta: advance(days=3, hours=1)."""
        self.advance_to(self._clock.now() + duration(**parts))

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

    def client(self, user: Any = None, **defaults: Any) -> StoryClient:
        """Return a test client, logged in as `user`; after each request the story settles."""
        client = StoryClient(self.settle, **defaults)
        if user is not None:
            client.force_login(user)
        return client

    def timeline(self, *, last: int | None = None) -> str:
        """Return what has happened, on the story's clock; or the `last` lines of it."""
        lines = self.evidence.timeline().splitlines()
        left_out = len(lines) - (last or len(lines))
        if left_out <= 0:
            return "\n".join(lines)
        return "\n".join([f"({left_out} lines before: story.timeline() has them all)", *lines[left_out:]])

    def _next_moment(self) -> datetime | None:
        moments = (self.beat.next_moment, self.tasks.next_moment)
        return min((moment for moment in moments if moment is not None), default=None)
