"""Documents: who asks for them and signs them, and what a reader finds in them."""

import hashlib
from datetime import date, datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.models import Document, PersonalCopy, Signature
from applications.services.document_files import document_draw
from features.doors import protocol
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.lookup import all_there, require_any, the_one
from features.drivers.pdf import opened, pages_of
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.words import DOCUMENTS
from timeskip.gherkin import label_of


class Documents:
    """Asks for documents, signs them, and reads them with one person's eyes."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.Documents
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

    def ask_for(self, who: str, kind: str, borrower: str) -> None:
        """Have a document drawn up."""
        application, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.ask_for(person, application, kind)

    def hand_in(self, who: str, borrower: str, kind: str) -> None:
        """Upload a document; each one is another file."""
        application = self._applications.of(borrower)
        content = f"%PDF-1.7 {kind} no. {application.documents.count() + 1} of {application}"
        self.hand_in_file(who, borrower, kind, content.encode())

    def hand_in_file(self, who: str, borrower: str, kind: str, content: bytes) -> None:
        """Upload this file as a document, whatever its name says."""
        with self._refusals.attempt():
            file = SimpleUploadedFile("scan.pdf", content)
            self._door.hand_in(self._people.person(who), self._applications.of(borrower), kind, file)

    def sign(
        self,
        who: str,
        borrower: str,
        kind: str,
        *,
        version: int | None = None,
        by: str = "",
        on: date | None = None,
    ) -> None:
        """Sign a version of a document, by default the newest; `by` names who records it, if another, `on`
        the day that the paper states."""
        signs = self._people.party(who, "borrower", "guarantor", "broker", "BDM")
        document = self.newest(borrower, kind) if version is None else self._version(borrower, kind, version)
        with self._refusals.attempt():
            self._door.sign(self._people.person(by or who), document, signs, on)

    def open(self, who: str, borrower: str, kind: str) -> None:
        """Open the newest version of a document."""
        document, person = self.newest(borrower, kind), self._people.person(who)
        with self._refusals.attempt():
            self._door.open(person, document)

    def take_signatures_away(self, name: str) -> None:
        """Delete somebody's signatures."""
        person = self._people.in_role(name, "borrower", "guarantor")
        own = Signature.objects.filter(**{person.role: person.party})
        signed = Signature.objects.order_by("pk").values_list("borrower__name", "guarantor__name")
        all_there(own, f"signature of {name}'s", [who or by for who, by in signed])
        own.delete()

    def add_approval(self, borrower: str) -> None:
        """Add a version of the formal approval without signatures."""
        newest = self.newest(borrower, "formal_approval")
        factories.DocumentFactory(
            application=newest.application, kind="formal_approval", version=newest.version + 1
        )

    def date(self, borrower: str, kind: str, at: datetime) -> None:
        """Set when a document of a complete file was added."""
        self._applications.documents(borrower, kind).update(created_at=at)

    def versions(self, borrower: str, kind: str) -> list[Document]:
        """Return every version of a document, oldest first."""
        return list(self._applications.of(borrower).documents.filter(kind=kind).order_by("version"))

    def newest(self, borrower: str, kind: str) -> Document:
        """Return the newest version; AssertionError if there is none."""
        return self._applications.documents(borrower, kind).last()

    def seen_by(self, who: str) -> list[dict[str, str]]:
        """Return the documents that somebody sees, with their versions."""
        require_any(Document.objects.all(), "document", self._people.person(who).user)
        seen = sorted(self._door.listed(self._people.person(who)))
        return [{"document": label_of(DOCUMENTS, kind), "version": str(version)} for _, kind, version in seen]

    def pages(self, who: str, borrower: str, kind: str) -> list[str]:
        """Return the text of each page of the newest version as somebody gets it."""
        newest, person = self.newest(borrower, kind), self._people.person(who)
        self._require_file(newest)
        with self._door.open(person, newest).open() as file:
            data = file.read()
        if hashlib.sha256(data).hexdigest() not in {one.sha256 for one in (newest, *newest.copies.all())}:
            raise AssertionError(f"The file of {newest} is not the one that was drawn up.")
        return pages_of(BytesIO(data))

    def page(self, who: str, borrower: str, kind: str, number: int) -> str:
        """Return the text of one page of the newest version, from 1; AssertionError if there is none."""
        pages = self.pages(who, borrower, kind)
        if not 1 <= number <= len(pages):
            raise AssertionError(f"The document has {len(pages)} pages, and no page {number}.")
        return pages[number - 1]

    def every_page(self, borrower: str, kind: str) -> list[str]:
        """Return the text of each page of the newest version and of each personal copy."""
        newest = self.newest(borrower, kind)
        return [page for one in (newest, *newest.copies.all()) for page in self._pages_of(one)]

    def properties(self, borrower: str, kind: str) -> dict[str, str]:
        """Return the metadata of the newest version's file."""
        pdf = opened(BytesIO(self._read(self.newest(borrower, kind))))
        root = pdf.trailer["/Root"]
        return {
            "title": pdf.metadata.title,
            "author": pdf.metadata.author,
            "language": root["/Lang"],
            "made": f"{timezone.localtime(pdf.metadata.creation_date):%-d %B %Y %H:%M}",
            "tagged": "yes" if root["/MarkInfo"]["/Marked"] else "no",
            "pages": str(len(pdf.pages)),
        }

    def bytes_of(self, borrower: str, kind: str, version: int) -> bytes:
        """Return the file of one version."""
        return self._read(self._version(borrower, kind, version))

    def signatures(self, borrower: str, kind: str) -> list[dict[str, str]]:
        """Return who signed which version of a document, and when; AssertionError if there is no version."""
        self.newest(borrower, kind)
        return [
            {
                "who": str(signature.borrower or signature.guarantor),
                "version": str(document.version),
                "on": f"{timezone.localtime(signature.signed_at):%-d %B %Y}",
                "recorded by": str(signature.recorded_by or ""),
            }
            for document in self.versions(borrower, kind)
            for signature in document.signatures.order_by("signed_at", "pk")
        ]

    def _version(self, borrower: str, kind: str, version: int) -> Document:
        every = self._applications.documents(borrower, kind)
        what = f"version {version} of this document of {borrower}'s"
        return the_one(every.filter(version=version), what, every.values_list("version", flat=True))

    def _pages_of(self, document: Document | PersonalCopy) -> list[str]:
        return pages_of(BytesIO(self._read(document)))

    def _read(self, document: Document | PersonalCopy) -> bytes:
        self._require_file(document)
        with document.file.open() as file:
            data = file.read()
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise AssertionError(f"The file of {document} is not the one that was drawn up.")
        return data

    @staticmethod
    def _require_file(document: Document | PersonalCopy) -> None:
        if isinstance(document, Document):
            document_draw(document=document)
        if not document.file.storage.exists(document.file.name):
            raise AssertionError(
                "This document has been in the file from the start, with nothing to read. Ask for it first."
            )
