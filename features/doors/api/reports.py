"""Reports in the API."""

from collections.abc import Callable
from datetime import date

from django.core.files import File

from applications.models import Report
from features.doors.api.caller import Caller
from features.doors.protocol import ListedReport, Row
from features.drivers.person import Person


class Reports:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def listed(self, who: Person) -> list[ListedReport]:
        raise NotImplementedError

    def table(self, who: Person, report: Report, title: str) -> tuple[list[str], list[Row]]:
        raise NotImplementedError

    def pdf(self, who: Person, report: Report) -> File:
        raise NotImplementedError

    def restate(self, who: Person, kind: str, first_day: date) -> None:
        raise NotImplementedError
