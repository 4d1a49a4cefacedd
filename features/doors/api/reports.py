"""Reports in the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files import File

from applications.models import Report
from features.doors.api.caller import Caller
from features.doors.protocol import ListedReport, Row
from features.drivers.person import Person
from features.drivers.shown import shown


class Reports:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def listed(self, who: Person) -> list[ListedReport]:
        return [ListedReport(_title(one), one["bdm"] or "") for one in self._caller(who).every("reports/")]

    def table(self, who: Person, report: Report, title: str) -> tuple[list[str], list[Row]]:
        answer = self._caller(who).get(f"reports/{report.pk}/")
        tables = {table["title"]: table for table in answer["tables"]}
        if title not in tables:
            raise AssertionError(f"The report has no table “{title}”. It has: {', '.join(tables)}.")
        columns = tables[title]["columns"]
        return columns, [dict(zip(columns, row, strict=True)) for row in tables[title]["rows"]]

    def pdf(self, who: Person, report: Report) -> File:
        return self._caller(who).file(f"reports/{report.pk}/report.pdf")

    def restate(self, who: Person, kind: str, first_day: date) -> None:
        self._caller(who).post("reports/restate/", kind=kind, first_day=first_day.isoformat())


def _title(report: dict[str, Any]) -> str:
    """Return the title under which people know a report."""
    first, last = (date.fromisoformat(report[name]) for name in ("first_day", "last_day"))
    label, days = {
        "weekly_pipeline": ("Weekly pipeline", f"{shown(first)} to {shown(last)}"),
        "monthly_compliance": ("Monthly compliance", f"{first:%B %Y}"),
    }[report["kind"]]
    restated = f" (restated, version {report['version']})" if report["version"] > 1 else ""
    return f"{label}, {days}{restated}"
