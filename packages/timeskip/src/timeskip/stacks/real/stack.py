"""The real stack, as the run itself has it: what lasts as long as the run, and a story for each scenario."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import cache

from timeskip.clocks import clock_named
from timeskip.evidence import Evidence
from timeskip.moments import as_utc
from timeskip.project import Project
from timeskip.stacks.processes import tail
from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.clock import SharedClock
from timeskip.stacks.real.database import Tables
from timeskip.stacks.real.files import RealFiles
from timeskip.stacks.real.mail_server import MailServer
from timeskip.stacks.real.sockets import RealTimeLoop
from timeskip.stacks.real.story import RealStory
from timeskip.stacks.real.tasks import LOOK, PATIENCE


class RealStack:
    """Tells the stories of a project on processes that timeskip.stacks.real.servers has started."""

    name = "real"
    # Real seconds without progress after which a scenario is ended: a worker that died takes some to come back.
    patience = 60

    def __init__(self, project: Project) -> None:
        self._project = project
        self._addresses = Addresses.from_environment()
        self._app = project.celery()
        self._app.loader.import_default_modules()
        self._app.set_current()
        # Only here: its handlers tell of every request that this process makes.
        from timeskip.stacks.real.worker_hooks import put_off, requests

        self.requests, self.put_off = requests, put_off
        self.web_port = self._addresses.web
        self._tables = Tables()
        # Bytes in each log before the story.
        self._logged: dict[Path, int] = {}
        self.clock = SharedClock(clock_named(project.clock), Path(self._addresses.clock))
        self.clock.start(as_utc(project.begins))
        self._wait_for_the_run_before()
        self.loop = RealTimeLoop(self.clock)
        # What it would say is on the timeline.
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)
        self.mail_server = MailServer(self._addresses.mail)

    @property
    def web_address(self) -> str:
        """Where browsers find the web server, without a path."""
        return f"http://127.0.0.1:{self.web_port}"

    @contextmanager
    def story(self) -> Iterator[RealStory]:
        """Tell a story while this lasts; its user calls `check()` at its end."""
        with RealStory(self, self._app, self._project.begins) as story:
            self._project.prepare(story)
            yield story

    def forget(self) -> None:
        """Leave nothing of the story before."""
        self.requests.clear()
        self.put_off.clear()
        self._tables.empty()
        cache.clear()
        self._logged = {log: log.stat().st_size for log in self._addresses.log_files}
        self.mail_server.start()

    def files(self, evidence: Evidence) -> RealFiles:
        """Return the default file storage, for one story."""
        return RealFiles(Path(self._addresses.files), evidence)

    def explain(self) -> str:
        """Return what the stack's processes said last in this story, for somebody who looks into a failure."""
        said = {log.name: tail(log, since=self._logged.get(log, 0)) for log in self._addresses.log_files}
        return "".join(f"— {name} —\n{words}\n" for name, words in said.items() if words)

    def _wait_for_the_run_before(self) -> None:
        """Let Celery's workers end what a run that was killed has asked for: one that follows it tells stories next."""
        end = time.monotonic() + PATIENCE
        while self.requests.collect()[1] > 0 and time.monotonic() < end:
            self.requests.wait(LOOK)

    def close(self) -> None:
        """End what lasts as long as the run."""
        self.mail_server.stop()
        self.loop.close()
        self.clock.stop()
