"""Charts with axes, as the coordinates of an SVG picture that a template draws."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log10

from applications.reports.key_figures import Unit

Figure = Decimal | float | int | None

# In units of the pictures, which are 400 wide.
LABELS = 132  # width of the labels of bars
ROW = 28  # height of a bar with its gap
PLOT = 144  # width of the longest bar: the longest figure has room beside it
LEFT, RIGHT, TOP, BOTTOM = 62, 370, 14, 136  # edges of the plot of a line
TICKS = 4  # about so many on an axis
POINT_LABELS = 4  # at most so many below a line


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True)
class Bar:
    """A labelled figure, and where its bar is."""

    label: str
    value: str
    y: float
    width: float


@dataclass(frozen=True)
class Bars:
    """Horizontal bars above an axis."""

    title: str
    bars: list[Bar]
    ticks: list[Tick]
    height: int

    @property
    def summary(self) -> str:
        """The chart in words, for those who do not see it."""
        return f"{self.title}: {', '.join(f'{bar.label} {bar.value}' for bar in self.bars)}"


@dataclass(frozen=True)
class Point:
    """A figure of one period, and where it is."""

    label: str
    value: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A figure over several periods. `paths` are its unbroken parts: a missing figure is a gap."""

    title: str
    points: list[Point]
    paths: list[str]
    ticks: list[Tick]
    labels: list[Tick]

    @property
    def summary(self) -> str:
        """The chart in words, for those who do not see it."""
        return f"{self.title}: {', '.join(f'{point.label} {point.value}' for point in self.points)}"


def bars(title: str, unit: Unit, figures: Iterable[tuple[str, Figure]]) -> Bars:
    """Bars for (label, figure); a missing figure has a bar of width 0."""
    rows = list(figures)
    axis = _axis([figure for _, figure in rows])
    scale = PLOT / axis[-1]
    return Bars(
        title,
        [
            Bar(label, unit.shown(figure), number * ROW, round(float(figure or 0) * scale, 1))
            for number, (label, figure) in enumerate(rows)
        ],
        [Tick(round(LABELS + at * scale, 1), short(at, unit)) for at in axis],
        len(rows) * ROW,
    )


def line(title: str, unit: Unit, figures: Sequence[tuple[str, Figure]]) -> Line:
    """A line through (period, figure), oldest first."""
    axis = _axis([figure for _, figure in figures])
    step = (RIGHT - LEFT) / max(len(figures) - 1, 1)
    height = _height(axis)
    places = [round(LEFT + number * step, 1) for number in range(len(figures))]
    points = [
        None if figure is None else Point(label, unit.shown(figure), x, height(figure))
        for x, (label, figure) in zip(places, figures, strict=True)
    ]
    every = ceil(len(figures) / POINT_LABELS)
    # The newest period is always named.
    labels = [
        Tick(x, label)
        for number, (x, (label, _)) in enumerate(zip(places, figures, strict=True))
        if (len(figures) - 1 - number) % every == 0
    ]
    return Line(
        title,
        [point for point in points if point],
        [" ".join(f"{point.x},{point.y}" for point in part) for part in _unbroken(points)],
        [Tick(height(at), short(at, unit)) for at in axis],
        labels,
    )


def short(value: float, unit: Unit) -> str:
    """$1.5m, 250k, 40 %: few letters beside an axis."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if value >= size:
            written = f"{value / size:g}{letter}"
            break
    else:
        written = f"{value:g}"
    if unit is Unit.DOLLARS:
        return f"${written}"
    return f"{written} %" if unit is Unit.PERCENT else written


def _height(axis: Sequence[float]) -> Callable[[Figure], float]:
    return lambda figure: round(BOTTOM - float(figure) * (BOTTOM - TOP) / axis[-1], 1)


def _axis(figures: Iterable[Figure]) -> list[float]:
    """Round numbers from 0 to at least the largest figure: steps of 1, 2 or 5 times a power of ten."""
    largest = max((float(figure or 0) for figure in figures), default=0) or 1
    rough = largest / TICKS
    power = 10.0 ** int(log10(rough)) if rough >= 1 else 1.0
    step = next(power * size for size in (1, 2, 5, 10) if power * size >= rough)
    return [step * number for number in range(ceil(largest / step) + 1)]


def _unbroken(points: Iterable[Point | None]) -> list[list[Point]]:
    parts: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [part for part in parts if part]
