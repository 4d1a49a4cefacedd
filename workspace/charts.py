"""Bar charts of figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FULL = 100  # percent of the chart's width


@dataclass(frozen=True)
class Bar:
    """A labelled figure; `width` is its percentage of the largest."""

    label: str
    value: str
    width: float


def bars(figures: Iterable[tuple[str, Decimal | float | int | None, str]]) -> list[Bar]:
    """Bars for (label, figure, formatted figure); a missing figure has a bar of width 0."""
    rows = list(figures)
    largest = max((float(figure or 0) for _, figure, _ in rows), default=0)
    return [
        Bar(label, written, round(FULL * float(figure or 0) / largest, 1) if largest else 0)
        for label, figure, written in rows
    ]
