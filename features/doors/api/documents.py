"""Documents in the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from applications.models import Application, Borrower, Document
from features.doors.api.applications import Applications
from features.doors.api.caller import Caller
from features.drivers.person import Person


class Documents:
    def __init__(self, caller: Callable[[Person], Caller], applications: Applications) -> None:
        self._caller, self._applications = caller, applications

    def ask_for(self, who: Person, application: Application, kind: str) -> None:
        self._caller(who).post(f"applications/{application.reference}/documents/draw-up/", kind=kind)

    def hand_in(self, who: Person, application: Application, kind: str, file: UploadedFile) -> None:
        self._caller(who).upload(f"applications/{application.reference}/documents/", kind=kind, file=file)

    def sign(self, by: Person, document: Document, signer: Any, on: date | None) -> None:
        party = "borrower" if isinstance(signer, Borrower) else "guarantor"
        day = {"signed_on": str(on)} if on else {}
        self._caller(by).post(f"documents/{document.pk}/signatures/", signer=f"{party}-{signer.pk}", **day)

    def open(self, who: Person, document: Document) -> File:
        return self._caller(who).file(f"documents/{document.pk}/file/")

    def listed(self, who: Person) -> list[tuple[str, str, int]]:
        return [
            (reference, one["kind"], one["version"])
            for reference in self._applications.listed(who)
            for one in self._caller(who).every(f"applications/{reference}/documents/")
        ]
