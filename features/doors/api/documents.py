"""Documents in the API."""

from collections.abc import Callable
from typing import Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from applications.models import Application, Document
from features.doors.api.caller import Caller
from features.drivers.person import Person


class Documents:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def ask_for(self, who: Person, application: Application, kind: str) -> None:
        raise NotImplementedError

    def hand_in(self, who: Person, application: Application, kind: str, file: UploadedFile) -> None:
        raise NotImplementedError

    def sign(self, by: Person, document: Document, signer: Any) -> None:
        raise NotImplementedError

    def open(self, who: Person, document: Document) -> File:
        raise NotImplementedError

    def listed(self, who: Person) -> list[tuple[str, str, int]]:
        raise NotImplementedError
