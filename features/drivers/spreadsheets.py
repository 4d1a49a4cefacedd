"""Spreadsheets that people take home."""

import csv

from features.drivers.people import People

APPLICATIONS = "/applications.csv"


class Spreadsheets:
    """The latest spreadsheet of each person."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._exported: dict[str, list[dict[str, str]]] = {}

    def export_applications(self, who: str) -> None:
        """Download the applications that somebody sees; AssertionError if they have no such spreadsheet."""
        answer = self._people.person(who).browser().get(APPLICATIONS)
        if answer.status_code != 200:
            raise AssertionError(f"{who} has no spreadsheet of applications.")
        self._exported[who] = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))

    def exported(self, who: str) -> list[dict[str, str]]:
        """Return the rows that somebody has exported; AssertionError if they have exported none."""
        self._people.person(who)
        if who not in self._exported:
            raise AssertionError(f"{who} has exported nothing yet.")
        return self._exported[who]
