"""A run in figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from living_docs.model import Case, Run, Scenario, Status, StepRun

LISTED = 15


@dataclass(frozen=True)
class Figures:
    """How many scenarios have which status, and how long the run took, in seconds."""

    counts: Counter
    examples: int  # rows of outlines
    outlines: int
    steps: int
    seconds: float
    seconds_in_steps: float
    slowest_steps: list[tuple[StepRun, Case]]
    slowest: list[Scenario]

    @property
    def scenarios(self) -> int:
        """How many scenarios were run; an outline is one, however many examples it has."""
        return self.counts.total()

    @property
    def rate(self) -> str:
        """Passed ÷ not skipped, in percent, rounded down; – if all were skipped."""
        counted = sum(self.counts.values()) - self.counts[Status.SKIPPED]
        if not counted:
            return "–"
        thousandths = self.counts[Status.PASSED] * 1000 // counted
        return f"{thousandths // 10}.{thousandths % 10} %" if thousandths % 10 else f"{thousandths // 10} %"


def counts_of(scenarios: Iterable[Scenario]) -> Counter:
    """How many scenarios have each status."""
    return Counter(scenario.status for scenario in scenarios)


def figures(run: Run) -> Figures:
    """The figures of a run."""
    steps = [(step, case) for case in run.cases for step in case.steps if not step.hook]
    outlines = [scenario for scenario in run.scenarios if scenario.examples]
    return Figures(
        counts=counts_of(run.scenarios),
        examples=sum(len(outline.cases) for outline in outlines),
        outlines=len(outlines),
        steps=len(steps),
        seconds=run.seconds,
        seconds_in_steps=sum(step.seconds for step, _ in steps),
        slowest_steps=sorted(steps, key=lambda pair: pair[0].seconds, reverse=True)[:LISTED],
        slowest=sorted(run.scenarios, key=lambda scenario: scenario.seconds, reverse=True)[:LISTED],
    )


def duration(seconds: float) -> str:
    """A duration for people: 1 h 2 min, 3 min 14 s, 1.2 s, 40 ms."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
