"""Reports, as the people who may see them find them."""

from collections import defaultdict
from datetime import date

from django.db.models import F
from pypdf import PdfReader

from applications.models import Report
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import reports_visible_to
from applications.services.reports import reports_to_restate
from applications.tasks import ask_for_reports
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.people import People
from features.drivers.refusals import Refusals

TASKS = {
    "weekly_pipeline": "applications.tasks.produce_weekly_report",
    "monthly_compliance": "applications.tasks.run_monthly_compliance_check",
}
# Those of one moment in a fixed order: workers may have produced them in any.
OLDEST_FIRST = ("created_at", "first_day", F("bdm__user__name").asc(nulls_first=True), "version")


class Reports:
    """Looks at reports with one person's eyes, and asks for them."""

    def __init__(self, people: People, refusals: Refusals, tasks: BackgroundTasks) -> None:
        self._people = people
        self._refusals = refusals
        self._tasks = tasks
        # The hashes of the files that each report has had, oldest first.
        self._papers: dict[int, list[str]] = defaultdict(list)

    def titles(self, who: str) -> list[str]:
        """The titles of the reports that somebody sees, oldest first, with whose applications they cover."""
        return [
            report_title(report.kind, report.period, report.version)
            + (f", of {report.bdm.name}" if report.bdm else "")
            for report in reports_visible_to(self._people.person(who).user).order_by(*OLDEST_FIRST)
        ]

    def rows(self, who: str, kind: str, first_day: date, title: str) -> list[dict[str, str]]:
        """One table of somebody's newest report on a period: each row by column."""
        report = self._newest(who, kind, first_day)
        tables = {table.title: table for table in tables_of(report.kind, report.figures)}
        if title not in tables:
            raise AssertionError(f"The report has no table “{title}”. It has: {', '.join(tables)}.")
        table = tables[title]
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    def restate(self, who: str, kind: str, first_day: date) -> None:
        """Somebody asks for a report again, from all that is recorded by now."""
        with self._refusals.attempt():
            user = self._people.person(who).user
            ask_for_reports(reports_to_restate(kind=kind, first_day=first_day, by=user))

    def ask_again(self, kind: str) -> None:
        """Beat asks for the newest report a second time."""
        self._tasks.ask_for(TASKS[kind])

    def lose(self, who: str, kind: str, first_day: date) -> None:
        """The worker that was to produce somebody's report died before it was there."""
        self._newest(who, kind, first_day).delete()

    def text(self, who: str, kind: str, first_day: date) -> str:
        """What stands on the paper of somebody's newest report on a period."""
        report = self._newest(who, kind, first_day)
        with report.file.open() as file:
            return "\n".join(page.extract_text() for page in PdfReader(file).pages)

    def lose_paper(self, who: str, kind: str, first_day: date) -> None:
        """The worker that was to draw a report up died before the file was stored."""
        report = self._newest(who, kind, first_day)
        self._papers[report.pk].append(report.sha256)
        Report.objects.filter(pk=report.pk).update(sha256="", file="")

    def papers(self, who: str, kind: str, first_day: date) -> set[str]:
        """The hashes of the files that a report has had: one, where it was always the same."""
        report = self._newest(who, kind, first_day)
        return {*self._papers[report.pk], report.sha256}

    def draw_up_again(self) -> None:
        """The requests to draw reports up are delivered a second time, and one for no report at all."""
        for report_id, sha256 in [*Report.objects.values_list("pk", "sha256"), (0, "")]:
            self._papers[report_id].append(sha256)
            self._tasks.ask_for("applications.tasks.generate_report_document", [report_id])

    def _newest(self, who: str, kind: str, first_day: date) -> Report:
        user = self._people.person(who).user
        own = {"bdm": None} if user.role == "admin" else {"bdm__user": user}
        found = reports_visible_to(user).filter(kind=kind, first_day=first_day, **own)
        report = found.order_by("-version").first()
        if report is None:
            raise AssertionError(f"{who} sees no such report, but: {self.titles(who) or 'none at all'}.")
        return report
