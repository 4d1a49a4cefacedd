"""Documents, asked for, signed and opened by the services."""

from datetime import date
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from applications.models import Application, Document
from applications.selectors.document import document_for, documents_visible_to
from applications.services.document_files import document_file
from applications.services.document_uploads import document_hand_in
from applications.services.documents import document_request, document_sign
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.person import Person

TASK = "applications.tasks.generate_document"


class Documents:
    def __init__(self, tasks: BackgroundTasks) -> None:
        self._tasks = tasks

    def ask_for(self, who: Person, application: Application, kind: str) -> None:
        wanted = document_request(application=application, kind=kind, by=who.user)
        self._tasks.ask_for(TASK, list(wanted))

    def hand_in(self, who: Person, application: Application, kind: str, file: UploadedFile) -> None:
        document_hand_in(application=application, kind=kind, content=file, by=who.user)

    def sign(self, by: Person, document: Document, signer: Any, on: date | None) -> None:
        document_sign(document=document, signer=signer, by=by.user, on=on)

    def open(self, who: Person, document: Document) -> File:
        return document_file(document=document_for(who.user, document.pk), by=who.user)

    def listed(self, who: Person) -> list[tuple[str, str, int]]:
        seen = documents_visible_to(who.user)
        return list(seen.values_list("application__reference", "kind", "version"))
