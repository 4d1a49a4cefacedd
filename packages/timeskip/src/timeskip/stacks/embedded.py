"""The embedded stack: everything in one process and, for each story, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.module_loading import import_string

from timeskip.clocks import clock_named
from timeskip.moments import as_utc
from timeskip.project import Project
from timeskip.story import Story


class Embedded:
    """Tells the stories of a project. Its clock starts here, once, because starting freezegun takes milliseconds."""

    name = "embedded"
    # Real seconds that a scenario may take.
    patience = 30

    def __init__(self, project: Project) -> None:
        self._project = project
        self.clock = clock_named(project.clock)
        self.clock.start(as_utc(project.begins))

    @contextmanager
    def story(self) -> Iterator[Story]:
        """Tell a story while this lasts; whoever asks for it calls `check()` at its end."""
        asgi = self._project.asgi_application
        with Story(
            celery_app=self._project.celery(),
            asgi_application=import_string(asgi) if asgi else None,
            begins=self._project.begins,
            clock=self.clock,
            checks=False,
        ) as story:
            self._project.prepare(story)
            yield story

    def explain(self) -> str:
        """Return what the stack's processes said last: nothing, there are none."""
        return ""

    def close(self) -> None:
        """Give the process its real time back."""
        self.clock.stop()
