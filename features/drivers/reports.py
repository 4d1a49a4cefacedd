"""Reports: who sees them, what they show, and their PDFs."""

from collections import defaultdict
from datetime import date

from django.db.models import F

from applications.models import Report
from applications.reports.tables import report_title
from applications.selectors.report import reports_visible_to
from features.doors import protocol
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import require_any
from features.drivers.pdf import pages_of
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.drivers.shown import shown
from features.words import REPORTS
from timeskip.gherkin import label_of

TASKS = {
    "weekly_pipeline": "applications.tasks.produce_weekly_report",
    "monthly_compliance": "applications.tasks.run_monthly_compliance_check",
}
# Those of one moment in a fixed order: workers may have produced them in any.
OLDEST_FIRST = ("created_at", "first_day", F("bdm__user__name").asc(nulls_first=True), "version")


class Reports:
    """Reads reports as one person sees them, and queues new ones."""

    def __init__(
        self, people: People, refusals: Refusals, tasks: BackgroundTasks, door: protocol.Reports
    ) -> None:
        self._people = people
        self._refusals = refusals
        self._tasks = tasks
        self._door = door
        # The hashes of the files that each report has had, oldest first.
        self._pdf_hashes: dict[int, list[str]] = defaultdict(list)

    def titles(self, who: str) -> list[str]:
        """Return the titles of the reports that somebody sees, oldest first."""
        require_any(Report.objects.all(), "report", self._people.person(who).user)
        every = Report.objects.select_related("bdm").order_by(*OLDEST_FIRST)
        order = [_title_of(report) for report in every]
        seen = self._door.listed(self._people.person(who))
        return sorted((_titled(one.title, one.of) for one in seen), key=order.index)

    def table(
        self, who: str, kind: str, first_day: date, title: str
    ) -> tuple[list[str], list[dict[str, str]]]:
        """Return the columns and the rows of a table in somebody's newest report on a period."""
        report = self._newest(who, kind, first_day)
        return self._door.table(self._people.person(who), report, title)

    def restate(self, who: str, kind: str, first_day: date) -> None:
        """Restate a report from everything recorded so far."""
        with self._refusals.attempt():
            self._door.restate(self._people.person(who), kind, first_day)

    def ask_again(self, kind: str) -> None:
        """Queue the newest report a second time."""
        self._tasks.ask_for(TASKS[kind])

    def lose(self, who: str, kind: str, first_day: date) -> None:
        """Delete somebody's report, as if its worker had died."""
        self._newest(who, kind, first_day).delete()

    def text(self, who: str, kind: str, first_day: date) -> str:
        """Return the text of the PDF of somebody's newest report on a period."""
        report = self._newest(who, kind, first_day)
        with self._door.pdf(self._people.person(who), report).open() as file:
            return "\n".join(pages_of(file))

    def lose_pdf(self, who: str, kind: str, first_day: date) -> None:
        """Delete a report's PDF, as if its worker had died before it was stored."""
        report = self._newest(who, kind, first_day)
        self._pdf_hashes[report.pk].append(report.sha256)
        Report.objects.filter(pk=report.pk).update(sha256="", file="")

    def pdf_hashes(self, who: str, kind: str, first_day: date) -> set[str]:
        """Return the hashes of all PDFs of a report: one if they were identical."""
        report = self._newest(who, kind, first_day)
        return {*self._pdf_hashes[report.pk], report.sha256}

    def make_pdfs_again(self) -> None:
        """Deliver the tasks that make PDFs a second time, and one with the id of no report."""
        for report_id, sha256 in [*Report.objects.values_list("pk", "sha256"), (0, "")]:
            self._pdf_hashes[report_id].append(sha256)
            self._tasks.ask_for("applications.tasks.generate_report_document", [report_id])

    def _newest(self, who: str, kind: str, first_day: date) -> Report:
        user = self._people.person(who).user
        own = {"bdm": None} if user.role == "admin" else {"bdm__user": user}
        found = reports_visible_to(user).filter(kind=kind, first_day=first_day, **own)
        report = found.order_by("-version").first()
        if report is None:
            wanted = f"{label_of(REPORTS, kind)} report of {shown(first_day)}"
            there = "; ".join(self.titles(who)) or "no report at all"
            raise AssertionError(f"{who} sees no {wanted}. What {who} sees: {there}.")
        return report


def _title_of(report: Report) -> str:
    title = report_title(report.kind, report.period, report.version)
    return _titled(title, report.bdm.name if report.bdm else "")


def _titled(title: str, of: str) -> str:
    return f"{title}, of {of}" if of else title
