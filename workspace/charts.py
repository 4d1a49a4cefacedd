"""Bars beside figures: how long each is, and where the next begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FULL = 100  # per cent of the chart's width


@dataclass(frozen=True)
class Bar:
    """One figure with its name; `width` is per cent of the largest."""

    label: str
    value: str
    width: float


def bars(figures: Iterable[tuple[str, Decimal | float | int | None, str]]) -> list[Bar]:
    """Bars of figures, as (label, figure, as it is written); without a figure there is no bar."""
    rows = list(figures)
    largest = max((float(figure or 0) for _, figure, _ in rows), default=0)
    return [
        Bar(label, written, round(FULL * float(figure or 0) / largest, 1) if largest else 0)
        for label, figure, written in rows
    ]
