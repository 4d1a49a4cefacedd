"""The contents of evidence, each once: e-mails, documents, tables, pictures, texts, files."""

import base64
import hashlib
import json
from contextlib import suppress
from typing import Any

from pypdfium2 import PdfiumError

from living_docs.mail import Letters
from living_docs.model import Entry, File
from living_docs.pictures import Pictures
from living_docs.wording import without_colours

# Other files are named on the page, but not included.
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
LONGEST_TEXT = 100_000  # characters


class Contents:
    """Gives each content a number, and equal contents the same."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.pictures = Pictures()
        self._letters = Letters()
        self._numbers: dict[str, int] = {}
        self._files: dict[tuple[str, bytes], int] = {}

    def number_of(self, entry: Entry) -> int | None:
        """The number of an entry's content; None if it has only words."""
        if entry.file:
            return self._file(entry.file)
        if "tables" in entry.data:
            return self._keep({"type": "tables", "title": entry.caption, "tables": entry.data["tables"]})
        return None

    def _file(self, file: File) -> int:
        if file.media_type == "message/rfc822":
            letter = self._letters.read(file.data)
            return self._keep({"type": "e-mail", **vars(letter)})
        key = (file.media_type, hashlib.sha256(file.data).digest())
        if key not in self._files:
            self._files[key] = self._keep(self._item(file))
        return self._files[key]

    def _item(self, file: File) -> dict[str, Any]:
        kind = file.media_type.partition(";")[0].strip().lower()
        if kind == "application/pdf":
            return self._paper(file)
        if kind in PICTURES:
            data = base64.b64encode(file.data).decode()
            return {"type": "picture", "name": file.name, "source": f"data:{kind};base64,{data}"}
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            return {"type": "text", "name": file.name, "text": _text(file, kind)}
        return _named_only(file, kind)

    def _paper(self, file: File) -> dict[str, Any]:
        try:
            paper = self.pictures.draw(file.data)
        except PdfiumError:
            return _named_only(file, "application/pdf")
        pages = [vars(page) for page in paper.pages]
        return {"type": "paper", "title": paper.title or file.name, "pages": pages}

    def _keep(self, item: dict[str, Any]) -> int:
        key = json.dumps(item, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]


def _named_only(file: File, kind: str) -> dict[str, Any]:
    return {"type": "file", "name": file.name, "media_type": kind, "size": len(file.data)}


def _text(file: File, kind: str) -> str:
    text = without_colours(file.data.decode(errors="replace"))
    if kind.endswith("json"):
        with suppress(ValueError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    if len(text) > LONGEST_TEXT:
        return f"{text[:LONGEST_TEXT]}\n… {len(text) - LONGEST_TEXT:,} characters more"
    return text
