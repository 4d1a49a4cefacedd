"""What became of a scenario from run to run: broken since when, flaky or not, how long it takes."""

from dataclasses import dataclass
from statistics import median

from living_docs.model import Status
from living_docs.wording import times

# What is flaky is judged by its last runs, so that a mended scenario is cleared.
RECENT = 20  # runs


@dataclass(frozen=True)
class Point:
    """A scenario, or a whole run, in one run."""

    at: float  # when the run began, in seconds since 1970
    revision: str  # of the code; empty if it is not known, or if the code had uncommitted changes
    status: Status
    seconds: float
    retried: bool = False  # it passed, but not at the first attempt


@dataclass(frozen=True)
class Broken:
    """Since when a scenario has been broken."""

    first: Point
    runs: int
    passed: Point | None  # the last run in which it passed; None if none is on record


@dataclass(frozen=True)
class Flaky:
    """Both outcomes of a scenario at one revision."""

    revision: str
    passed: int
    broken: int

    @property
    def words(self) -> str:
        if not self.revision:
            return "It passed at a later attempt."
        return (
            f"At commit {self.revision[:10]} it passed {times(self.passed)} and broke {times(self.broken)}."
        )


@dataclass
class Trend:
    """What became of a scenario in each run, oldest first; the last point is this run."""

    points: list[Point]

    @property
    def broken(self) -> Broken | None:
        """Since when it has been broken; None if it is not."""
        streak = []
        for point in reversed(self.points):
            if point.status is not Status.BROKEN:
                break
            streak.append(point)
        if not streak:
            return None
        passed = [point for point in self.points if point.status is Status.PASSED]
        return Broken(streak[-1], len(streak), passed[-1] if passed else None)

    @property
    def flaky(self) -> Flaky | None:
        """The newest revision at which it both passed and broke; None if there is none."""
        recent = [point for point in self.points[-RECENT:] if point.revision or point.retried]
        for revision in dict.fromkeys(point.revision for point in reversed(recent)):
            points = [point for point in recent if point.revision == revision]
            broken = sum(point.status is Status.BROKEN or point.retried for point in points)
            passed = sum(point.status is Status.PASSED for point in points)
            if broken and passed:
                return Flaky(revision, passed, broken)
        return None

    @property
    def usual(self) -> float | None:
        """The median of the seconds that it took where it passed; None if it never did."""
        times = [point.seconds for point in self.points if point.status is Status.PASSED]
        return median(times) if times else None
