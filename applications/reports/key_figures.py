"""The key figures of each kind of report: what they are, how they are written, and how they have changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from applications.reports.periods import ReportKind
from applications.wording import money

NONE = "–"  # a rate or a mean of nothing
MINUS = "−"


class Unit(Enum):
    """What a figure counts: things, dollars, or percent."""

    NUMBER = "number"
    DOLLARS = "dollars"
    PERCENT = "percent"

    def shown(self, value: Decimal | None) -> str:
        """12, $1,250.00 or 97.5 %."""
        if value is None:
            return NONE
        if self is Unit.DOLLARS:
            return money(value)
        return f"{value} %" if self is Unit.PERCENT else f"{value:,}"

    def change(self, difference: Decimal) -> str:
        """+3, −$1,250.00 or +1.5 points."""
        if not difference:
            return "no change"
        sign, size = "+" if difference > 0 else MINUS, abs(difference)
        return f"{sign}{size} points" if self is Unit.PERCENT else f"{sign}{self.shown(size)}"


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """One figure. `more_is_better` is None where more is neither better nor worse."""

    label: str
    of: Callable[[dict], object]
    unit: Unit = Unit.NUMBER
    more_is_better: bool | None = None

    def value(self, figures: dict) -> Decimal | None:
        """The figure in a report's figures; None where it is a share of nothing."""
        found = self.of(figures)
        return None if found is None else Decimal(str(found))

    def shown(self, figures: dict) -> str:
        """The figure as people read it."""
        return self.unit.shown(self.value(figures))

    def change(self, figures: dict, before: dict) -> tuple[str, bool | None]:
        """How it differs from the period before, and whether that is better; empty where one is missing."""
        now, then = self.value(figures), self.value(before)
        if now is None or then is None:
            return "", None
        rose = now > then
        neither = now == then or self.more_is_better is None
        return self.unit.change(now - then), None if neither else rose == self.more_is_better


KEY_FIGURES: Mapping[str, tuple[KeyFigure, ...]] = {
    ReportKind.WEEKLY_PIPELINE: (
        KeyFigure(label="Applications created", of=lambda it: it["created"], more_is_better=True),
        KeyFigure(label="Loans funded", of=lambda it: it["funded"]["count"], more_is_better=True),
        KeyFigure(
            label="Amount funded",
            of=lambda it: it["funded"]["amount"],
            unit=Unit.DOLLARS,
            more_is_better=True,
        ),
        KeyFigure(label="Stale applications", of=lambda it: it["stale"], more_is_better=False),
    ),
    ReportKind.MONTHLY_COMPLIANCE: (
        KeyFigure(
            label="On-time rate", of=lambda it: it["on_time_rate"], unit=Unit.PERCENT, more_is_better=True
        ),
        KeyFigure(
            label="Collection rate",
            of=lambda it: it["collection_rate"],
            unit=Unit.PERCENT,
            more_is_better=True,
        ),
        KeyFigure(label="Repayments still unpaid", of=lambda it: it["unpaid"], more_is_better=False),
        KeyFigure(
            label="Applications with a document missing",
            of=lambda it: it["documents_missing"],
            more_is_better=False,
        ),
        KeyFigure(
            label="Undelivered notices",
            of=lambda it: it["emails_failed"] + it["reminders_unreachable"],
            more_is_better=False,
        ),
    ),
}
