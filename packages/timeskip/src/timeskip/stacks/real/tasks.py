"""Background tasks: asked for through the broker, done by real workers, waited for."""

from datetime import datetime

from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.open_requests import OpenRequests, as_run, is_run
from timeskip.stacks.real.put_off import PutOff
from timeskip.task_log import TaskLog, TaskRun
from timeskip.writes import ANY_TABLE

# Real seconds until another task is done, on a machine with much else to do.
PATIENCE = 45
LOOK = 1  # seconds between two looks at whether a worker is still at work


class RealTasks(Declared):
    """Every task of the project's Celery app."""

    # When the first request that was put off is due.
    next_moment: datetime | None

    def __init__(self, requests: OpenRequests, put_off: PutOff, evidence: Evidence, clock: Clock) -> None:
        self._requests, self._put_off = requests, put_off
        self._evidence, self._clock = evidence, clock
        self._log = TaskLog(evidence)
        self.next_moment = None

    # What a test asks for.

    @property
    def reachable(self) -> bool:
        return True

    @reachable.setter
    def reachable(self, value: bool) -> None:
        if not value:
            raise NotOnThisStack("The broker serves every process, so no scenario takes it down.")

    def runs(self, name: str | None = None) -> list[TaskRun]:
        """Return the runs of a task, oldest first; "app.tasks.name" or the end of it. Without a name, of all."""
        return self._log.runs(name)

    def claim_failure(self, name: str | None = None) -> TaskRun:
        """Return the oldest failed run that nobody has claimed yet. An unclaimed failure fails the test."""
        return self._log.claim_failure(name)

    def check(self) -> None:
        """Fail where a task failed and nobody claimed it."""
        self._log.check()

    # What the story asks for.

    @property
    def are_due(self) -> bool:
        """Whether there may be something to wait for since the story last settled."""
        return self._requests.has_asked or (self.next_moment is not None and self.next_moment <= self._clock.now())

    def settle(self) -> bool:
        """Wait until all that is due is done, with all that it asked for; False where nothing was.

        CheckFailed where no worker has done another for PATIENCE.
        """
        self._put_off.publish_due()
        has_run = self._wait()
        self._requests.has_asked = False
        self.next_moment = self._put_off.next_moment
        return has_run

    def _wait(self) -> bool:
        """Log each run as it ends, until no request is open; returns whether there was any."""
        has_run = False
        end = self._clock.real_time() + PATIENCE
        # What this process has just asked for is waited for at once, and looked for only then.
        runs, count = ([], 1) if self._requests.has_asked else self._requests.collect()
        while True:
            for told in runs:
                # A process that died could not say what it wrote.
                self._evidence.expect_rows(told.get("wrote", [ANY_TABLE]))
                if is_run(told):
                    self._log.add(as_run(told))
                    has_run, end = True, self._clock.real_time() + PATIENCE
            if count <= 0:
                return has_run
            if self._clock.real_time() > end:
                raise CheckFailed(f"For {PATIENCE} seconds none of {count} background tasks has ended.")
            found = self._requests.wait(LOOK)
            runs = [found[0]] if found else []
            if not found or found[1] <= 0:
                more, count = self._requests.collect()
                runs += more
