"""A report's figures as tables: for e-mails, documents and pages alike."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from applications.reports.key_figures import KEY_FIGURES, NONE
from applications.reports.periods import Period, ReportKind
from applications.stages import Stage
from applications.wording import day, money


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells as people read them; the first column stands to the left, the others to the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def report_title(kind: str, period: Period, version: int) -> str:
    """Monthly compliance, March 2025; of a later version also that it is a restatement."""
    days = {
        ReportKind.WEEKLY_PIPELINE: f"{day(period.first_day)} to {day(period.last_day)}",
        ReportKind.MONTHLY_COMPLIANCE: f"{period.first_day:%B %Y}",
    }
    restated = f" (restated, version {version})" if version > 1 else ""
    return f"{ReportKind(kind).label}, {days[ReportKind(kind)]}{restated}"


def tables_of(kind: str, figures: dict) -> list[Table]:
    """Every figure of a report; the first table holds the key figures."""
    return _TABLES[ReportKind(kind)](figures)


def _pipeline_tables(figures: dict) -> list[Table]:
    return [
        Table(
            title="Key figures",
            columns=("Figure", "Value"),
            rows=_key_rows(ReportKind.WEEKLY_PIPELINE, figures),
            note="Stale: in an open stage at the week's end, and no move for 14 days.",
        ),
        _flow_table("Applications by stage", figures, lambda tally: str(tally["count"])),
        _flow_table("Amounts by stage", figures, lambda tally: _money(tally["amount"])),
        Table(
            title="Time in stage",
            columns=("Stage", "Left in the week", "Median days", "Mean days"),
            rows=tuple(
                (_stage(row), str(row["stays"]), row["median_days"] or NONE, row["mean_days"] or NONE)
                for row in figures["stages"]
            ),
            note="For stage visits that ended in the week. A day is 24 hours.",
        ),
        Table(
            title="Conversion",
            columns=("Stage", "Reached", "Share"),
            rows=tuple(
                (_stage(row), str(row["count"]), _percent(row["share"])) for row in figures["reached"]
            ),
            note="Share of the week's new applications that reached the stage by the end of the week.",
        ),
    ]


def _key_rows(kind: ReportKind, figures: dict) -> tuple[tuple[str, str], ...]:
    return tuple((one.label, one.shown(figures)) for one in KEY_FIGURES[kind])


def _flow_table(title: str, figures: dict, shown: Callable[[dict], str]) -> Table:
    return Table(
        title=title,
        columns=("Stage", "Opening", "In", "Out", "Closing"),
        rows=tuple(
            (_stage(row), *(shown(row[name]) for name in ("opening", "in", "out", "closing")))
            for row in figures["stages"]
        ),
    )


def _compliance_tables(figures: dict) -> list[Table]:
    return [
        Table(
            title="Key figures",
            columns=("Figure", "Value"),
            rows=_key_rows(ReportKind.MONTHLY_COMPLIANCE, figures),
        ),
        Table(
            title="Repayments due in the month",
            columns=("Repayments", "Number"),
            rows=(
                ("Due", str(figures["due"]["count"])),
                ("Paid on time", str(figures["on_time"])),
                ("Paid late", str(figures["late_cured"])),
                ("Still unpaid", str(figures["unpaid"])),
            ),
            note="As of the month's end. On time: paid in full by the due date.",
        ),
        Table(
            title="Collection",
            columns=("Repayments due in the month", "Amount"),
            rows=(
                ("Due", _money(figures["due"]["amount"])),
                ("Allocated", _money(figures["collected"])),
            ),
        ),
        Table(
            title="Arrears",
            columns=("Days past due", "Loans", "Arrears", "Balance", "Share of book"),
            rows=(
                *tuple(_loans(row, row["days"]) for row in figures["arrears"]),
                _loans(figures["book"], "All loans"),
            ),
            note="As of the month's end. Balance: the principal still owed.",
        ),
        Table(
            title="Undelivered notices",
            columns=("Notices", "Number"),
            rows=(
                ("E-mails not delivered", str(figures["emails_failed"])),
                ("Reminders without a recipient", str(figures["reminders_unreachable"])),
            ),
        ),
    ]


def _loans(row: dict, label: str) -> tuple[str, ...]:
    amounts = _money(row["arrears"]), _money(row["balance"])
    return (label, str(row["count"]), *amounts, _percent(row["share"]))


def _stage(row: dict) -> str:
    return Stage(row["stage"]).label


def _money(amount: str) -> str:
    return money(Decimal(amount))


def _percent(share: str | None) -> str:
    return NONE if share is None else f"{share} %"


_TABLES = {
    ReportKind.WEEKLY_PIPELINE: _pipeline_tables,
    ReportKind.MONTHLY_COMPLIANCE: _compliance_tables,
}
