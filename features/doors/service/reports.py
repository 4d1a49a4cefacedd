"""Reports, as the selectors give them."""

from datetime import date

from django.core.files import File

from applications.models import Report
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import reports_visible_to
from applications.services.reports import reports_to_restate
from applications.tasks import ask_for_reports
from features.doors.protocol import ListedReport, Row
from features.drivers.person import Person


class Reports:
    def listed(self, who: Person) -> list[ListedReport]:
        return [
            ListedReport(report_title(one.kind, one.period, one.version), one.bdm.name if one.bdm else "")
            for one in reports_visible_to(who.user)
        ]

    def table(self, who: Person, report: Report, title: str) -> tuple[list[str], list[Row]]:
        tables = {table.title: table for table in tables_of(report.kind, report.figures)}
        if title not in tables:
            raise AssertionError(f"The report has no table “{title}”. It has: {', '.join(tables)}.")
        table = tables[title]
        return list(table.columns), [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def pdf(self, who: Person, report: Report) -> File:
        return report.file

    def restate(self, who: Person, kind: str, first_day: date) -> None:
        ask_for_reports(reports_to_restate(kind=kind, first_day=first_day, by=who.user))
