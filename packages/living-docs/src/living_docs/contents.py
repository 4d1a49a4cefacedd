"""The contents of evidence, each once: e-mails, documents, tables, pictures, texts, files."""

import base64
import hashlib
import json
from contextlib import suppress
from typing import Any

from living_docs.mail import Letters
from living_docs.model import Entry, File, NotShownError
from living_docs.pictures import Pictures, picture_type
from living_docs.wording import without_colours

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
        if file.media_type == "message/rfc822" and not file.why_not:
            # Copies differ in their bytes.
            return self._keep(self._item(file))
        key = (file.media_type, file.why_not, hashlib.sha256(file.data).digest())
        if file.why_not or key not in self._files:
            self._files[key] = self._keep(self._item(file))
        return self._files[key]

    def _item(self, file: File) -> dict[str, Any]:
        """What the page shows of a file; of one that cannot be shown its name, and why."""
        kind = file.media_type.partition(";")[0].strip().lower()
        try:
            if file.why_not:
                raise NotShownError(file.why_not)
            return self._shown(file, kind)
        except NotShownError as error:
            return {**_named(file, kind), "why_not": str(error)}
        except Exception:  # what parsers raise for other people's bytes
            return {**_named(file, kind), "why_not": "it is damaged, or of another kind"}

    def _shown(self, file: File, kind: str) -> dict[str, Any]:
        if kind == "message/rfc822":
            return {"type": "e-mail", **vars(self._letters.read(file.data))}
        if kind == "application/pdf":
            paper = self.pictures.draw(file.data)
            pages = [vars(page) for page in paper.pages]
            return {"type": "paper", "title": paper.title or file.name, "pages": pages}
        if kind.startswith("image/"):
            data = base64.b64encode(file.data).decode()
            source = f"data:{picture_type(file.data, kind)};base64,{data}"
            return {"type": "picture", "name": file.name, "source": source}
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            return {"type": "text", "name": file.name, "text": _text(file, kind)}
        return _named(file, kind)

    def _keep(self, item: dict[str, Any]) -> int:
        key = json.dumps(item, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]


def _named(file: File, kind: str) -> dict[str, Any]:
    link = {"link": file.link} if file.link else {}
    return {"type": "file", "name": file.name, "media_type": kind, "size": len(file.data), **link}


def _text(file: File, kind: str) -> str:
    text = without_colours(file.data.decode(errors="replace"))
    if kind.endswith("json"):
        with suppress(ValueError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    if len(text) > LONGEST_TEXT:
        return f"{text[:LONGEST_TEXT]}\n… {len(text) - LONGEST_TEXT:,} characters more"
    return text
