"""behave: `context.story` in each scenario, settled after each step.

In features/environment.py, behind your own hooks:

    import timeskip.behave

    timeskip.behave.install(globals())

behave-django's simple runner (`manage.py behave --simple`) puts each scenario into one transaction.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from unittest.mock import patch

import behave.model
import behave.reporter.junit
import behave.reporter.summary
from django.db import connection

from timeskip.clocks import Clock, clock_named
from timeskip.errors import NotSimulated
from timeskip.moments import as_utc
from timeskip.story import BEGINS, LINES_OF_A_REPORT, Story

Hook = Callable[..., None]


def install(namespace: dict[str, Any], **options: Any) -> None:
    """Add a story to each scenario of the environment whose `globals()` are given.

    `options` are those of timeskip.Story. Hooks of the same names that the environment has already are kept: the
    story begins before its `django_ready`, and ends after its `after_scenario`.
    """
    run = _Run(options)
    for name in ("before_all", "django_ready"):
        namespace[name] = _then(getattr(run, name), namespace.get(name))
    for name in ("after_step", "after_scenario", "after_all"):
        namespace[name] = _finally(namespace.get(name), getattr(run, name))


class _Run:
    """One run of behave. The clock starts once, because starting freezegun takes milliseconds."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._resources = ExitStack()
        self._story: Story | None = None

    def before_all(self, context: Any) -> None:
        asked = self._options.get("clock")
        clock = clock_named(asked) if asked is None or isinstance(asked, str) else asked
        clock.start(as_utc(self._options.get("begins", BEGINS)))
        self._resources.callback(clock.stop)
        self._resources.enter_context(real_durations(clock))
        self._options["clock"] = clock

    def django_ready(self, context: Any) -> None:
        if not connection.in_atomic_block:
            raise NotSimulated(
                "A story needs one transaction for each scenario. Run `manage.py behave --simple`, "
                "or give your runner behave_django.testcase.DjangoSimpleTestCase for its testcase_class."
            )
        self._story = context.story = Story(**{**self._options, "checks": False})
        self._story.__enter__()

    def after_step(self, context: Any, step: Any) -> None:
        if self._story and not step.status.has_failed():
            self._story.settle()

    def after_scenario(self, context: Any, scenario: Any) -> None:
        story, self._story = self._story, None
        if story is None:
            return
        has_failed = scenario.status.has_failed()
        try:
            if not has_failed and self._options.get("checks", True):
                has_failed = True
                story.check()
                has_failed = False
        finally:
            if has_failed:
                # Past behave's own capture, so that it stands beside the failure on every run.
                print(f"Story of “{scenario.name}”:\n{story.timeline(last=LINES_OF_A_REPORT)}", file=sys.__stderr__)
            story.__exit__(None, None, None)

    def after_all(self, context: Any) -> None:
        self._resources.close()


def _then(first: Hook, second: Hook | None) -> Hook:
    def hook(*args: Any) -> None:
        first(*args)
        if second:
            second(*args)

    return hook


def _finally(first: Hook | None, second: Hook) -> Hook:
    def hook(*args: Any) -> None:
        try:
            if first:
                first(*args)
        finally:
            second(*args)

    return hook


@contextmanager
def real_durations(clock: Clock) -> Iterator[None]:
    """While this lasts, behave measures its steps in real time."""
    time: Any = ModuleType("time")
    time.time = clock.real_time

    class RealDatetime:
        @staticmethod
        def now() -> datetime:
            return datetime.fromtimestamp(clock.real_time(), UTC)

    with (
        patch.object(behave.model, "time", time),
        patch.object(behave.reporter.summary, "time_now", clock.real_time),
        patch.object(behave.reporter.junit, "datetime", RealDatetime),
    ):
        yield
