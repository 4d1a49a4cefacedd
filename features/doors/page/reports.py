"""Reports, as their pages show them."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from django.core.files import File

from applications.models import Report
from common.refusals import Absent
from features.doors.page.desk import Desk
from features.doors.page.screen import Screen
from features.doors.protocol import ListedReport, NotThere, Row
from features.drivers.person import Person
from features.drivers.shown import shown
from features.words import REPORTS
from timeskip.gherkin import label_of

RESTATED = re.compile(r" restated, version (\d+)$")
MONTH = re.compile(r"1 (\w+ \d{4}) to .*")
BOOK = "the whole book"


class Reports:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def listed(self, who: Person) -> list[ListedReport]:
        try:
            pages = list(self._desk(who).every_page("/reports/", "Pages", older="Earlier"))
        except Absent:
            return []
        return [_listed(row) for page in pages for row in page.rows()]

    def table(self, who: Person, report: Report, title: str) -> tuple[list[str], list[Row]]:
        screen = self._desk(who).open(_page_of(report))
        part = screen.part(title)
        if part is None:
            raise AssertionError(
                f"The report has no table “{title}”. It has: {', '.join(screen.headings()[1:])}."
            )
        return part.columns(), part.rows()

    def pdf(self, who: Person, report: Report) -> File:
        desk = self._desk(who)
        return desk.file(desk.open(_page_of(report)).link("PDF"))

    def restate(self, who: Person, kind: str, first_day: date) -> None:
        desk = self._desk(who)
        found = _report_of(desk.every_page("/reports/", "Pages", older="Earlier"), kind, first_day)
        with desk.offered_or(f"{found}restate/"):
            desk.open(found)
            desk.follow("Restate…")
            desk.press("Restate")


def _report_of(lists: Iterator[Screen], kind: str, first_day: date) -> str:
    """Return the address of a report on a period; NotThere if no list has one."""
    begins = f"{label_of(REPORTS, kind).capitalize()} "
    for screen in lists:
        for address, words in screen.links().items():
            if words.startswith(begins) and f", {shown(first_day)} to " in words:
                return address
    raise NotThere


def _page_of(report: Report) -> str:
    return f"/reports/{report.pk}/"


def _listed(row: Row) -> ListedReport:
    version = RESTATED.search(row["Report"])
    kind, period = RESTATED.sub("", row["Report"]).split(", ", 1)
    if kind.startswith("Monthly"):
        period = MONTH.fullmatch(period)[1]
    restated = f" (restated, version {version[1]})" if version else ""
    return ListedReport(f"{kind}, {period}{restated}", "" if row["Of"] == BOOK else row["Of"])
