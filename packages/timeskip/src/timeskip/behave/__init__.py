"""behave: `context.story` in each scenario, settled after each step, checked at its end.

In features/environment.py, behind your own hooks:

    import timeskip.behave

    timeskip.behave.install(globals())

`manage.py behave` puts each scenario into one transaction where `timeskip` stands before `behave_django` in
INSTALLED_APPS; elsewhere behave-django's simple runner does (`manage.py behave --simple`).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from django.db import connection

from timeskip.extras import needed

with needed("behave", "timeskip.behave needs"):
    import behave.model
    import behave.reporter.junit
    import behave.reporter.summary
    from behave.exception import ConfigError

    from timeskip.behave.left_out import REPORT, as_lines, left_out, write_table
    from timeskip.behave.runner import require_runner
    from timeskip.gherkin.dictionary import answers_behind

from timeskip.behave.tellings import Telling
from timeskip.behave.watchdog import Watchdog
from timeskip.clocks import Clock
from timeskip.errors import NotSimulated
from timeskip.gherkin.failure import UNTIL_THEN
from timeskip.project import Project
from timeskip.stacks.embedded import Embedded
from timeskip.stacks.protocol import Stack, StoryLike
from timeskip.stacks.running import REAL, name_of_the_run, stack_of_the_run
from timeskip.story import LINES_OF_A_REPORT

Hook = Callable[..., None]


def install(namespace: dict[str, Any], project: Project | None = None, **options: Any) -> None:
    """Add a story to each scenario of the environment whose `globals()` are given.

    The stories run on the stack that `manage.py behave --stack` has opened, for the `project` that is named; without
    one, on the embedded stack, with `options` for timeskip.Story. Hooks of the same names that the environment has
    already are kept: the story begins before its `django_ready`, and ends after its `after_scenario`.

    Userdata: `-D hang_after=SECONDS` ends a scenario that makes no progress for so long (no step, no move of the clock,
    nothing that joins the timeline), `-D left_out=FILE` writes a table of the scenarios that the stack has left out.

    ConfigError where the real stack is open and no project is given: its processes know no options of Story.
    """
    if project is None and name_of_the_run() == REAL:
        raise ConfigError(f"`--stack {REAL}` needs `install(globals(), PROJECT)` in features/environment.py.")
    if project and (unused := sorted(set(options) - {"checks"})):
        raise TypeError(
            f"install() takes a project or options of Story; with a project it ignores {', '.join(unused)}."
        )
    run = _Run(project, options)
    for name in ("before_all", "before_scenario", "django_ready", "before_step"):
        namespace[name] = _then(getattr(run, name), namespace.get(name))
    if own := namespace.get("after_scenario"):
        # It takes down what the scenario has set up, whatever comes of the story's end.
        namespace["after_scenario"] = _finally(run.begin_cleanup, own)
    else:
        namespace["after_scenario"] = run.begin_cleanup
    for name in ("after_step", "after_scenario", "after_all"):
        namespace[name] = _finally(namespace.get(name), getattr(run, name))
    namespace[REPORT] = run.report_left_out


class _Run:
    """One run of behave."""

    def __init__(self, project: Project | None, options: dict[str, Any]) -> None:
        self._project = project
        self._has_checks = options.pop("checks", True)
        self._options = options
        self._resources = ExitStack()
        self._story_resources = ExitStack()
        self._story: StoryLike | None = None
        self._runner: Any = None
        # What `Story.check` said of a story whose books were read since.
        self._checked: Callable[[], None] | None = None
        # Hooks around steps so far.
        self._steps = 0

    def before_all(self, context: Any) -> None:
        userdata = context.config.userdata
        # behave-django's own command knows nothing of runners.
        require_runner(context._runner.__class__, userdata)
        self._runner = context._runner
        self._stack: Stack = self._stack_of(userdata.get("clock"))
        context.stack = self._stack
        self._watchdog = Watchdog(userdata.getfloat("hang_after", self._stack.patience), self._progress)
        self._resources.callback(self._stack.close)
        self._resources.enter_context(_real_durations(self._stack.clock))

    def before_scenario(self, context: Any, scenario: Any) -> None:
        self._watchdog.watch()

    def django_ready(self, context: Any) -> None:
        if self._stack.name == Embedded.name and not connection.in_atomic_block:
            raise NotSimulated(
                "A story needs one transaction for each scenario. Put “timeskip” before “behave_django” into "
                "INSTALLED_APPS, run `manage.py behave --simple`, or give your runner "
                "behave_django.testcase.DjangoSimpleTestCase for its testcase_class."
            )
        self._story = context.story = self._story_resources.enter_context(self._stack.story())
        if telling := self._telling:
            self._story_resources.enter_context(telling.told(self._story))

    def before_step(self, context: Any, step: Any) -> None:
        self._steps += 1

    def after_step(self, context: Any, step: Any) -> None:
        self._steps += 1
        if self._story and not step.status.has_failed():
            self._story.settle()

    def begin_cleanup(self, context: Any, scenario: Any) -> None:
        self._watchdog.begin_cleanup()
        self._checked = None
        if self._story and (telling := self._telling):
            # Checked before more time passes, and read before the environment takes down what it needs.
            self._checked = _checked(self._story)
            telling.ends(self._story)

    def after_scenario(self, context: Any, scenario: Any) -> None:
        with ExitStack() as ending:
            ending.callback(self._watchdog.rest)
            ending.callback(self._story_resources.close)
            # What comes before may hang as well.
            ending.callback(self._watchdog.begin_cleanup)
            self._watchdog.begin_cleanup()
            story, self._story = self._story, None
            self._watchdog.abandon()
            if story:
                self._check(scenario, story)

    def _check(self, scenario: Any, story: StoryLike) -> None:
        has_failed = scenario.status.has_failed()
        try:
            if self._has_checks and not has_failed and not scenario.should_skip:
                has_failed = True
                (self._checked or story.check)()
                has_failed = False
        finally:
            if has_failed:
                self._report(scenario, story)

    def after_all(self, context: Any) -> None:
        self._resources.close()
        # Of several processes, none knows what the others left out.
        if not getattr(context._runner, "is_worker", False):
            self.report_left_out(context)

    def report_left_out(self, context: Any) -> None:
        """List what the stack has left out of a run that is over."""
        features = context._runner.features
        sys.__stdout__.write(as_lines(left_out(features)))
        if table := context.config.userdata.get("left_out"):
            name = REAL if name_of_the_run() == REAL else Embedded.name
            source = f"Written by `manage.py behave --stack {name} -D left_out={table}`"
            write_table(Path(table), features, title=f"What the {name} stack leaves out", source=source)

    def _stack_of(self, clock: str | None) -> Stack:
        if self._project:
            return stack_of_the_run(self._project, clock=clock)
        return Embedded(**self._options | ({"clock": clock} if clock else {}))

    def _progress(self) -> tuple[Any, int]:
        happened = len(self._story.evidence.entries) if self._story else 0
        return (self._steps, self._stack.clock.now()), happened

    @property
    def _telling(self) -> Telling | None:
        return getattr(self._runner, "telling", None)

    def _report(self, scenario: Any, story: StoryLike) -> None:
        if self._telling and self._telling.is_quiet:
            return
        said = []
        # A phrase shows it itself.
        if not any(UNTIL_THEN in (step.error_message or "") for step in scenario.all_steps):
            said.append(f"{UNTIL_THEN} (“{scenario.name}”)\n{story.timeline(last=LINES_OF_A_REPORT)}")
        said += [line for line in (self._stack.explain().rstrip("\n"), *answers_behind(scenario)) if line]
        if said:
            # A formatter may be in the middle of a line, such as a row of dots.
            sys.__stdout__.flush()
            # Past behave's own capture, so that it stands beside the failure on every run.
            print("", *said, sep="\n", file=sys.__stderr__)


def _checked(story: StoryLike) -> Callable[[], None]:
    """Check a story; what this returns says, later, what the check said."""
    try:
        story.check()
    except Exception as error:
        return partial(_raise, error)
    return lambda: None


def _raise(error: Exception) -> None:
    raise error


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
def _real_durations(clock: Clock) -> Iterator[None]:
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
