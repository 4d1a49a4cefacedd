"""Documents on the pages of applications."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from applications.models import Application, Borrower, Document
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

    def hand_in(self, who: Person, application: Application, kind: str, file: UploadedFile) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        form = f"{address}documents/upload/"
        with desk.offered_or(form, kind=kind, file=file):
            desk.open(address)
            desk.go(form)
            desk.press("Upload", {"Document": label_of(DOCUMENTS, kind).capitalize(), "File": file})

    def sign(self, by: Person, document: Document, signer: Any, on: date | None) -> None:
        desk, form = self._desk(by), f"/documents/{document.pk}/sign/"
        party = "borrower" if isinstance(signer, Borrower) else "guarantor"
        with desk.offered_or(form, signer=f"{party}-{signer.pk}"):
            desk.open(page_of(document.application.reference))
            desk.go(form)
            if signer == by.party:
                desk.press(f"Sign version {document.version}")
            else:
                day = {"Signed on": str(on)} if on else {}
                desk.press("Record the signature", {"Signer": f"{signer.name} ({party})", **day})

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
