"""Documents as PDF files: drawn when they are made, or when somebody opens them first."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from applications.documents.kinds import DocumentKind
from applications.documents.renderer import render
from applications.models import Document
from applications.models.document import UndrawnDocument
from applications.selectors.document import file_for
from applications.wording import day
from users.models import User


def document_file(*, document: Document, by: User) -> FieldFile:
    """The file of a document that `by` may see, drawn now if nobody has opened it before.

    A borrower gets the borrower's own copy of a document with people's data. Raises DocumentNotFound where
    there is none.
    """
    document_draw(document=document)
    return file_for(by, document)


@transaction.atomic
def document_draw(*, document: Document) -> None:
    """Draw the file of a document that has none, from what it has said since it was made."""
    if document.file:
        return
    # Behind this lock a second reader waits, and finds the first one's file.
    undrawn = UndrawnDocument.objects.select_for_update().filter(document=document).first()
    if undrawn is None:
        document.refresh_from_db(fields=["file", "sha256"])
        return
    for name, value in stored(DocumentKind(document.kind), undrawn.content, document.created_at).items():
        setattr(document, name, value)
    document.save(update_fields=["file", "sha256"])
    undrawn.delete()


def require_printable(kind: DocumentKind, content: dict) -> None:
    """Raise NotPrintable where the fonts lack a letter, which only setting the paper shows.

    The rows of a table are figures and days: one of them is enough.
    """
    shortened = {"rows": content["rows"][:1]} if "rows" in content else {}
    _pdf(kind, content | shortened, timezone.now())


def stored(kind: DocumentKind, content: dict, moment: datetime) -> dict[str, str | ContentFile]:
    """The fields of a row that holds the PDF; its file is written when the row is saved."""
    pdf = _pdf(kind, content, moment)
    return {"sha256": hashlib.sha256(pdf).hexdigest(), "file": ContentFile(pdf, name=f"{kind}.pdf")}


def _pdf(kind: DocumentKind, content: dict, moment: datetime) -> bytes:
    title = f"{kind.label}, loan {content['reference']}"
    data = {**content, "date": day(timezone.localdate(moment))}
    return render(kind, data, title=title, moment=moment)
