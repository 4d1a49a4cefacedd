"""What a story on any stack does about time: it moves the clock from one due moment to the next."""

import itertools
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from timeskip.beat import Beat
from timeskip.celery_lookups import looked_up_once
from timeskip.clients import StoryClient
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.moments import Moment, as_utc, duration, local, shown


class PassingTime(Declared):
    """The clock of a story, its timeline, and test clients that let the story settle."""

    _clock: Clock
    beat: Beat
    evidence: Evidence

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
        with self._passing():
            for number in itertools.count(1):
                due = min((moment for moment in self._next_moments() if moment is not None), default=None)
                if due is None or due > until:
                    break
                self._clock.move_to(max(due, self._clock.now()))
                self.beat.fire_due()
                self._settle_after_beat(number, until)
            self._clock.move_to(until)
            # What has fired on the way and found nothing to do.
            self.beat.fire_due()
        self.beat.tell_what_found_nothing()

    def advance(self, **parts: float) -> None:
        """Let time pass, in the words of timedelta: advance(days=3, hours=1). A day is always 24 hours."""
        self.advance_to(self._clock.now() + duration(**parts))

    def client(self, user: Any = None, **defaults: Any) -> StoryClient:
        """Return a test client, logged in as `user`; after each request the story settles."""
        client = StoryClient(self.settle, **defaults)
        if user is not None:
            client.force_login(user)
        return client

    def timeline(self, *, last: int | None = None) -> str:
        """Return what has happened, on the story's clock, and what waits; or the `last` lines of it."""
        lines = [*self.evidence.timeline().splitlines(), *self._waiting_lines()]
        left_out = len(lines) - (last or len(lines))
        if left_out <= 0:
            return "\n".join(lines)
        return "\n".join([f"({left_out} lines before: story.timeline() has them all)", *lines[left_out:]])

    @abstractmethod
    def settle(self) -> None:
        """Let everything happen that is due by now."""

    # What differs between the stacks.

    @contextmanager
    def _passing(self) -> Iterator[None]:
        """Let time pass while this lasts."""
        with looked_up_once(self._clock):
            yield

    @abstractmethod
    def _next_moments(self) -> Iterable[datetime | None]:
        """Return when each part of the story has something to do next."""

    @abstractmethod
    def _settle_after_beat(self, number: int, until: datetime) -> None:
        """Let everything happen that is due at the `number`th moment on the way to `until`."""

    def _waiting_lines(self) -> list[str]:
        """Return a line for each thing that is known to be still to come."""
        return []
