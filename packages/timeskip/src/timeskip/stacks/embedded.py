"""The embedded stack: everything in one process and, for each story, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.utils.module_loading import import_string

from timeskip.clocks import Clock, clock_named
from timeskip.moments import Moment, as_utc
from timeskip.project import Project, nothing_to_prepare
from timeskip.story import BEGINS, Story


class Embedded:
    """Tells stories. Its clock starts here, once, because starting freezegun takes milliseconds.

    `options` are those of timeskip.Story; `prepare` is called with each story as it begins.
    """

    name = "embedded"
    # Real seconds without progress after which a scenario is ended.
    patience = 30

    def __init__(
        self,
        *,
        begins: Moment = BEGINS,
        clock: str | Clock | None = None,
        prepare: Callable[[Any], None] = nothing_to_prepare,
        **options: Any,
    ) -> None:
        self.clock = clock_named(clock) if clock is None or isinstance(clock, str) else clock
        self.clock.start(as_utc(begins))
        self._prepare = prepare
        self._options = {**options, "begins": begins, "clock": self.clock, "checks": False}

    @classmethod
    def of(cls, project: Project) -> Self:
        """Return the embedded stack of a project."""
        asgi = project.asgi_application
        return cls(
            celery_app=project.celery(),
            asgi_application=import_string(asgi) if asgi else None,
            begins=project.begins,
            clock=project.clock,
            prepare=project.prepare,
        )

    @contextmanager
    def story(self) -> Iterator[Story]:
        """Tell a story while this lasts; who asks for it calls `check()` at its end."""
        with Story(**self._options) as story:
            self._prepare(story)
            yield story

    def explain(self) -> str:
        """Return what the stack's processes said last: nothing, there are none."""
        return ""

    def close(self) -> None:
        """Give the process its real time back."""
        self.clock.stop()
