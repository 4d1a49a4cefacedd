"""A story: everything in it happens at its own virtual moment, inside the test's transaction."""

import os
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

from celery import Celery, current_app
from django.conf import settings
from django.utils.module_loading import import_string

from timeskip.beat import Beat
from timeskip.channel_layers import in_memory, uses_channels
from timeskip.clocks import Clock, clock_named
from timeskip.connections import shared_by_all_threads
from timeskip.errors import CheckFailed, NotSimulated
from timeskip.event_loop import require_no_running_loop
from timeskip.evidence import Evidence
from timeskip.files import Files
from timeskip.mail import Mail
from timeskip.moments import Moment, as_utc, shown
from timeskip.passing_time import PassingTime
from timeskip.private_names import is_fallback, missing
from timeskip.sockets import Sockets
from timeskip.tasks import Tasks
from timeskip.transactions import Transactions
from timeskip.websocket import Application
from timeskip.workers import Workers

# A Monday at nine.
BEGINS = "2025-03-03T09:00"
MOST_EVENTS = 1_000_000
# Of the timeline, as a failed test shows it.
LINES_OF_A_REPORT = 100

_prepared: set[Celery] = set()


class Story(PassingTime):
    """Time passes when the test says so, and everything that is due on the way happens in order.

    celery_app: by default Celery's current app; NotSimulated where the project has imported none.
    asgi_application: by default settings.ASGI_APPLICATION; only sockets need it.
    begins: the first moment; without a zone it is in settings.TIME_ZONE.
    clock: "time-machine" or "freezegun"; by default the first that is installed. Or a clock that has been started.
    checks: whether the end of the story checks for what the test did not speak of.
    expire_groups: whether channel groups expire as configured; by default an open socket stays in its groups.
    most_events: how many things may happen in one advance before the story stops and names the most frequent.
    most_kept: how many of the newest entries, task runs, e-mails and files a long story keeps at least; None for all.
    """

    evidence: Evidence
    transactions: Transactions
    workers: Workers
    tasks: Tasks
    beat: Beat
    mail: Mail
    files: Files
    sockets: Sockets

    def __init__(
        self,
        *,
        celery_app: Celery | None = None,
        asgi_application: Application | None = None,
        begins: Moment = BEGINS,
        clock: str | Clock | None = None,
        checks: bool = True,
        expire_groups: bool = False,
        most_events: int = MOST_EVENTS,
        most_kept: int | None = None,
    ) -> None:
        self._app = celery_app or _current_app()
        self._asgi = asgi_application
        self._begins = begins
        self._clock_asked = clock
        self._has_checks, self._expires_groups, self._most_events = checks, expire_groups, most_events
        self._most_kept = most_kept
        self._resources = ExitStack()

    def __enter__(self) -> Self:
        require_no_running_loop()
        _prepare(self._app)
        with ExitStack() as stack:
            self._start_clock(stack)
            self.evidence = Evidence(self._clock, self._most_kept)
            stack.enter_context(shared_by_all_threads())
            self.transactions = Transactions(self.evidence)
            stack.enter_context(self.transactions.simulated())
            stack.enter_context(self.evidence.collecting())
            self.workers = Workers(self.transactions)
            self.tasks = Tasks(self._clock, self.evidence, self.workers, self.transactions)
            stack.enter_context(self.tasks.connected())
            self.beat = Beat(self._app, self._clock, self.evidence)
            stack.callback(self.beat.close)
            self.mail = Mail(self._clock, self.evidence)
            stack.enter_context(self.mail.received())
            self.files = Files(self.evidence)
            stack.enter_context(self.files.watched())
            self.sockets = Sockets(self._application, self._clock, self.evidence, self.settle)
            if uses_channels():
                layers = in_memory(lambda: self.sockets.layer_is_up, expire=self._expires_groups)
                stack.enter_context(layers)
            stack.callback(self.sockets.close)
            self._resources = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._resources:
            if error is not None:
                error.add_note(f"What happened until then:\n{self.timeline(last=LINES_OF_A_REPORT)}")
            elif self._has_checks:
                try:
                    self.check()
                except CheckFailed as failure:
                    failure.add_note(f"What happened until then:\n{self.timeline(last=LINES_OF_A_REPORT)}")
                    raise

    def settle(self) -> None:
        """Let everything happen that is due by now, until nothing is left."""
        require_no_running_loop()
        self._clock.check()
        with self.tasks.results_held():
            while self.tasks.run_next() or self.sockets.settle():
                self.evidence.collect()
        self.evidence.collect()

    def check(self) -> None:
        """Fail where the test has left something unsaid; runs at the end of the story."""
        self._clock.check()
        self.evidence.collect()
        self.transactions.check()
        self.tasks.check()
        self.sockets.check()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine on the story's event loop, settle, and return its result."""
        return self.sockets.run(coroutine)

    # How.

    def _start_clock(self, stack: ExitStack) -> None:
        begins = as_utc(self._begins)
        if self._clock_asked is None or isinstance(self._clock_asked, str):
            self._clock: Clock = clock_named(self._clock_asked)
            self._clock.start(begins)
            stack.callback(self._clock.stop)
        else:
            self._clock = self._clock_asked
            self._clock.move_to(begins)

    @contextmanager
    def _passing(self) -> Iterator[None]:
        with super()._passing(), self.tasks.results_held():
            yield

    def _next_moments(self) -> tuple[datetime | None, ...]:
        return self.beat.next_moment, self.tasks.next_moment, self.sockets.next_moment

    def _settle_after_beat(self, number: int, until: datetime) -> None:
        now = self._clock.now()
        # Where nothing is due there is nothing to settle: an entry of beat may have found no work.
        if any(moment is not None and moment <= now for moment in (self.tasks.next_moment, self.sockets.next_moment)):
            self.settle()
        if number > self._most_events:
            self._name_the_most_frequent(until)

    def _name_the_most_frequent(self, until: datetime) -> None:
        name, times = Counter(run.name for run in self.tasks.runs()).most_common(1)[0] if self.tasks.runs() else ("", 0)
        raise CheckFailed(
            f"More than {self._most_events} things would happen until {shown(until)}; it is "
            f"{shown(self._clock.now())}. Most often: {name} ({times} times). Narrow the schedule with "
            "story.beat.only or story.beat.skip_unless(), or raise most_events."
        )

    def _waiting_lines(self) -> list[str]:
        return [f"{shown(task.due)}  {'waiting':<9} {self.evidence.title_of(task.name)}" for task in self.tasks.waiting]

    def _application(self) -> Application:
        if self._asgi is None:
            path = getattr(settings, "ASGI_APPLICATION", None)
            if not path:
                raise NotSimulated(
                    "The project has no ASGI application. Set settings.ASGI_APPLICATION, or give the story one: "
                    "Story(asgi_application=...)."
                )
            self._asgi = import_string(path)
        return self._asgi


def _current_app() -> Celery:
    app = current_app._get_current_object()
    if is_fallback(app):
        raise NotSimulated(
            "No Celery app has been imported, so the story would have neither the project's beat schedule nor its "
            "settings. Import it in myproject/__init__.py (from .celery import app as celery_app), or name it: "
            "Story(celery_app=app). A project without tasks names celery.current_app."
        )
    return app


def _prepare(app: Celery) -> None:
    """Do once for each app what a worker does when it starts."""
    if app in _prepared:
        return
    if gone := missing():
        raise NotSimulated(" ".join(gone))
    # Celery would run Django's system checks as well, and import all that they look at: views, serializers, drivers of
    # databases. They are the business of `manage.py`, which runs them before a command.
    with patch.dict(os.environ, CELERY_SKIP_CHECKS="true"):
        app.loader.import_default_modules()
    app.finalize()
    _prepared.add(app)
