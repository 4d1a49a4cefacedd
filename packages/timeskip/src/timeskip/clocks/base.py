"""What both clocks have in common."""

from datetime import UTC, datetime

from timeskip.errors import NotSimulated


class StandingClock:
    """Keeps the moment at which the clock stands, and how many virtual seconds have passed."""

    def __init__(self) -> None:
        self._moment: datetime | None = None
        self._elapsed = 0.0

    @property
    def elapsed(self) -> float:
        return self._elapsed

    def start(self, moment: datetime) -> None:
        self._freeze(moment)
        self._moment = self._plain(moment)

    def stop(self) -> None:
        self._moment = None
        self._unfreeze()

    def now(self) -> datetime:
        if self._moment is None:
            raise RuntimeError("The clock has not been started.")
        return self._moment

    def check(self) -> None:
        shown, expected = datetime.now(UTC), self.now()
        if shown != expected:
            raise NotSimulated(
                f"Something else has set the time: it is {shown} and the story is at {expected}. "
                "Inside a story let story.advance() and story.starts_at() move the clock."
            )

    def move_to(self, moment: datetime) -> None:
        self.check()
        expected = self.now()
        self._shift(expected, moment)
        self._moment = self._plain(moment)
        self._elapsed += max((moment - expected).total_seconds(), 0.0)

    def _plain(self, moment: datetime) -> datetime:
        """Return a moment as Python's own datetime."""
        return moment

    def _freeze(self, moment: datetime) -> None:
        raise NotImplementedError

    def _unfreeze(self) -> None:
        raise NotImplementedError

    def _shift(self, before: datetime, moment: datetime) -> None:
        raise NotImplementedError
