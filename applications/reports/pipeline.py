"""The weekly pipeline: how applications moved through the stages between two moments.

Everything follows from the history of moves, nothing from the stage an application is at now. A period is
half-open: its first moment belongs to it, its end does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import mean, median

from applications.reports.figures import Tally, rate, tenths
from applications.stages import Stage
from applications.staleness import OPEN, STALE_AFTER

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """One stay in a stage; `left` is None where it has not ended."""

    stage: str
    entered: datetime
    left: datetime | None


@dataclass(frozen=True, kw_only=True)
class History:
    """One application: its amount in dollars, and each stage it came to and when, oldest first."""

    created_at: datetime
    amount: Decimal
    entries: tuple[tuple[str, datetime], ...]
    bdm_id: int | None = None

    def visits(self) -> Iterator[Visit]:
        for (stage, entered), following in pairwise([*self.entries, None]):
            yield Visit(stage, entered, following and following[1])


@dataclass(frozen=True, kw_only=True)
class Resting:
    """A BDM's applications of one stage that have not moved since the period began."""

    stage: str
    tally: Tally
    # How many of them have not moved for so long that they are stale where the stage is open.
    unmoved: int
    bdm_id: int | None = None


@dataclass
class Flow:
    """What one stage saw of a period."""

    opening: Tally = field(default_factory=Tally)
    came: Tally = field(default_factory=Tally)
    went: Tally = field(default_factory=Tally)
    closing: Tally = field(default_factory=Tally)
    # The stays that ended in the period, in days of 24 hours.
    stays: list[Decimal] = field(default_factory=list)

    def see(self, visit: Visit, amount: Decimal, start: datetime, end: datetime) -> None:
        """Count one visit that began before `end`."""
        left_by_start = visit.left is not None and visit.left < start
        left_by_end = visit.left is not None and visit.left < end
        if visit.entered >= start:
            self.came.add(amount)
        elif not left_by_start:
            self.opening.add(amount)
        if left_by_end and not left_by_start:
            self.went.add(amount)
            self.stays.append(Decimal((visit.left - visit.entered) / DAY))
        if not left_by_end:
            self.closing.add(amount)

    def rest(self, tally: Tally) -> None:
        """Count applications that were here before the period and are here after it."""
        for each in (self.opening, self.closing):
            each.count += tally.count
            each.amount += tally.amount

    def figures(self) -> dict:
        return {
            "opening": self.opening.figures(),
            "in": self.came.figures(),
            "out": self.went.figures(),
            "closing": self.closing.figures(),
            "stays": len(self.stays),
            "median_days": tenths(median(self.stays)) if self.stays else None,
            "mean_days": tenths(mean(self.stays)) if self.stays else None,
        }


def pipeline_figures(
    histories: Iterable[History], resting: Iterable[Resting] = (), *, start: datetime, end: datetime
) -> dict:
    """The figures of the period from `start` to `end`, in one pass.

    For each stage opening + in − out = closing. The cohort are the applications created in the period: for
    each stage, how many of them had reached it by its end. Stale are
    those that stand in an open stage at the end and have not moved for 14 days.
    """
    flows = {stage: Flow() for stage in Stage}
    reached = dict.fromkeys(Stage, 0)
    created = stale = 0
    for group in resting:
        flows[group.stage].rest(group.tally)
        stale += group.unmoved if group.stage in OPEN else 0
    for history in histories:
        visits = [visit for visit in history.visits() if visit.entered < end]
        for visit in visits:
            flows[visit.stage].see(visit, history.amount, start, end)
        stale += bool(visits) and _is_stale(visits[-1], end)
        if start <= history.created_at < end:
            created += 1
            for stage in {visit.stage for visit in visits}:
                reached[stage] += 1
    return {
        "stages": [{"stage": stage.value, **flow.figures()} for stage, flow in flows.items()],
        "stale": stale,
        "funded": flows[Stage.FUNDED].came.figures(),
        "created": created,
        "reached": [
            {"stage": stage.value, "count": count, "share": rate(count, created)}
            for stage, count in reached.items()
            if stage != Stage.INQUIRY
        ],
    }


def _is_stale(last: Visit, end: datetime) -> bool:
    # `end` is local and so is the difference: 14 days on the calendar, also where clocks change.
    return last.stage in OPEN and last.entered < end - STALE_AFTER
