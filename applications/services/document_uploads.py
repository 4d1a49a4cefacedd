"""Documents that people hand in: identification, proof of income, the signed contract."""

import hashlib

from django.core.files import File
from django.db import transaction

from applications import papers, refusals
from applications.documents.file_types import FILE_TYPES, LONGEST_BEGINNING, FileType, file_type_of
from applications.documents.kinds import DocumentKind
from applications.models import Application, Document
from applications.selectors.application import newest_document, require_sight
from applications.selectors.document import documents_visible_to
from applications.services.audit import audit
from users.models import User
from users.preferences import Role

MIB = 1024 * 1024
LARGEST_DOCUMENT = 15 * MIB  # bytes: below the limit of a request, so that a form can say so beside its field


@transaction.atomic
def document_hand_in(
    *, application: Application, kind: str, content: File, by: User
) -> tuple[Document, bool]:
    """Keep a file as the next version of a document, and whether it is new.

    Bytes that `by` finds among the versions already are that version. Raises ApplicationNotFound where `by`
    may not see the application, NotHandedIn, NotYoursToHandIn, DocumentTooLarge, WrongFileType.
    """
    require_sight(by, application)
    if refusal := papers.refusal_to_hand_in(kind, role=Role(by.role)):
        raise refusal
    file_type, sha256 = require_readable(content), _sha256_of(content)
    # Behind this lock a second upload waits, and finds the first one's version.
    Application.objects.select_for_update().get(pk=application.pk)
    known = documents_visible_to(by).filter(application=application, kind=kind, sha256=sha256)
    if document := known.order_by("version").first():
        return document, False
    newest = newest_document(application, kind)
    document = Document(
        application=application,
        kind=DocumentKind(kind),
        version=newest.version + 1 if newest else 1,
        sha256=sha256,
        handed_in_by=by,
    )
    # Saves the row too, once the bytes are there.
    document.file.save(f"{kind}{file_type.suffix}", content)
    name = document.get_kind_display().lower()
    audit(application=application, by=by, act=f"handed in the {name}, version {document.version}")
    return document, True


def require_readable(content: File) -> FileType:
    """The type of an uploaded file. Raises DocumentTooLarge, or WrongFileType by how the content begins."""
    if content.size > LARGEST_DOCUMENT:
        raise refusals.DocumentTooLarge(f"{LARGEST_DOCUMENT // MIB} MiB")
    content.seek(0)
    file_type = file_type_of(content.read(LONGEST_BEGINNING))
    if file_type is None:
        *others, last = (one.name for one in FILE_TYPES)
        raise refusals.WrongFileType(f"{', '.join(others)} or {last}")
    return file_type


def _sha256_of(content: File) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()
