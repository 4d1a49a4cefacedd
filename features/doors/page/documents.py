"""Documents on the pages of applications."""

import re
from collections.abc import Callable

from django.core.files import File

from applications.models import Application, Document
from features.doors.page.applications import Applications, page_of
from features.doors.page.desk import Desk
from features.drivers.person import Person
from features.words import DOCUMENTS
from timeskip.gherkin import label_of

VERSION = re.compile(r"(?P<document>.+), version (?P<version>\d+)")


class Documents:
    def __init__(self, desk: Callable[[Person], Desk], applications: Applications) -> None:
        self._desk, self._applications = desk, applications

    def ask_for(self, who: Person, application: Application, kind: str) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        with desk.offered_or(f"{address}documents/", kind=kind):
            desk.open(address)
            desk.press(f"Draw up the {label_of(DOCUMENTS, kind)}")

    def sign(self, by: Person, document: Document, signer: object) -> None:
        raise NotImplementedError

    def open(self, who: Person, document: Document) -> File:
        return self._desk(who).file(f"/documents/{document.pk}/")

    def listed(self, who: Person) -> list[tuple[str, str, int]]:
        found = []
        for reference in self._applications.listed(who):
            for screen in self._desk(who).every_page(page_of(reference), "Documents", older="Next"):
                said = map(VERSION.fullmatch, screen.part("Documents").links().values())
                found += [(reference, _kind(one["document"]), int(one["version"])) for one in said if one]
        return found


def _kind(label: str) -> str:
    return DOCUMENTS[label.lower()]
