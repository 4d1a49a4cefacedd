"""Small plots of the history, as SVG: a bar for each run, as high as the run took long."""

from dataclasses import dataclass

from living_docs.figures import duration
from living_docs.history import History
from living_docs.model import Status
from living_docs.trends import Point

BARS = 30
STEP = 6  # units from bar to bar
HEIGHT = 24  # units
LEAST = 2  # units, so that a fast run is seen too


@dataclass(frozen=True)
class Plot:
    """One plot: a path of bars for each status, and the same in words."""

    width: int
    paths: dict[Status, str]
    words: str


@dataclass(frozen=True)
class Plots:
    """A plot of the runs, and one for each scenario, by address; none of what ran only once."""

    runs: Plot | None
    scenarios: dict[str, Plot]


def plots_of(history: History) -> Plots:
    """The plots of a history."""
    return Plots(
        plot(history.runs),
        {address: found for address, one in history.trends.items() if (found := plot(one.points))},
    )


def plot(points: list[Point]) -> Plot | None:
    """A plot of the last points, the newest at the right; None if there are fewer than two."""
    shown = points[-BARS:]
    if len(shown) < 2:
        return None
    longest = max(point.seconds for point in shown) or 1
    paths: dict[Status, str] = {}
    for number, point in enumerate(shown):
        top = HEIGHT - max(LEAST, round(point.seconds / longest * HEIGHT))
        paths[point.status] = f"{paths.get(point.status, '')}M{number * STEP + STEP // 2} {HEIGHT}V{top}"
    return Plot(len(shown) * STEP, paths, _words(shown))


def _words(points: list[Point]) -> str:
    counts = {status: sum(point.status is status for point in points) for status in reversed(Status)}
    told = ", ".join(f"{count} {status.words}" for status, count in counts.items() if count)
    fastest, slowest = (pick(point.seconds for point in points) for pick in (min, max))
    return f"The last {len(points)} runs: {told}; {duration(fastest)} to {duration(slowest)}"
