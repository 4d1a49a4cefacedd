"""A report's key figures, trends and charts, as its page shows them."""

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Report
from applications.reports.key_figures import KEY_FIGURES, Unit
from applications.reports.periods import ReportKind
from applications.stages import Stage
from workspace.charts import Bars, Line, bars, line


@dataclass(frozen=True)
class Tile:
    """A key figure, and how it has changed since the period before."""

    label: str
    value: str
    change: str
    is_better: bool | None


def tiles_of(report: Report, before: Report | None) -> list[Tile]:
    """The key figures, each with its change against the report on the period before, if there is one."""
    nothing: tuple[str, None] = ("", None)
    return [
        Tile(
            one.label,
            one.shown(report.figures),
            *(one.change(report.figures, before.figures) if before else nothing),
        )
        for one in KEY_FIGURES[report.kind]
    ]


def trends_of(reports: list[Report]) -> list[Line]:
    """Each key figure over these periods, oldest first, if it is known of at least two."""
    lines = [
        line(one.label, one.unit, [(_period(report), one.value(report.figures)) for report in reports])
        for one in KEY_FIGURES[reports[0].kind]
    ]
    return [one for one in lines if len(one.points) > 1]


def _period(report: Report) -> str:
    if report.kind == ReportKind.WEEKLY_PIPELINE:
        return f"{report.first_day.day} {report.first_day:%b}"
    return f"{report.first_day:%b %Y}"


def charts_of(report: Report) -> list[Bars]:
    """The charts of a report's own period."""
    figures = report.figures
    if report.kind == ReportKind.WEEKLY_PIPELINE:
        at_the_end = [(Stage(row["stage"]).label, row["closing"]) for row in figures["stages"]]
        return [
            bars(
                "Applications at the week's end",
                Unit.NUMBER,
                [(label, tally["count"]) for label, tally in at_the_end],
            ),
            bars(
                "Amounts at the week's end",
                Unit.DOLLARS,
                [(label, Decimal(tally["amount"])) for label, tally in at_the_end],
            ),
        ]
    outcomes = (("Paid on time", "on_time"), ("Paid late", "late_cured"), ("Still unpaid", "unpaid"))
    return [
        bars(
            "Repayments due in the month", Unit.NUMBER, [(label, figures[name]) for label, name in outcomes]
        ),
        bars(
            "Arrears by days past due",
            Unit.DOLLARS,
            [(row["days"], Decimal(row["arrears"])) for row in figures["arrears"]],
        ),
    ]
