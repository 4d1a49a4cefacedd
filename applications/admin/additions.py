"""What an added row says that its form does not ask."""

import hashlib

from django.db.models import Max, Model

from applications.models import Document, HardshipPause, Note
from applications.selectors.application import application_by_id
from applications.selectors.terms import terms_to_state
from users.models import User


class AdditionsAdmin:
    """Pages on which rows are added whose author, hash or version the page knows itself."""

    def save_model(self, request, obj, form, change):
        if not change:
            complete(row=obj, by=request.user)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.save(commit=False):
            complete(row=row, by=request.user)
            row.save()


def complete(*, row: Model, by: User) -> None:
    """Give a row that is about to be added its author, and a document its hash, its version and its terms."""
    match row:
        case HardshipPause() | Note():
            row.author = by
        case Document():
            row.handed_in_by = by
            row.sha256 = _sha256_of(row)
            row.version = _next_version_of(row)
            # The person who uploads a formal approval vouches that it states the terms of that moment.
            application = application_by_id(row.application_id)
            row.terms = terms_to_state(application, row.kind)


def _sha256_of(document: Document) -> str:
    digest = hashlib.sha256()
    for chunk in document.file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _next_version_of(document: Document) -> int:
    same_paper = Document.objects.filter(application=document.application_id, kind=document.kind)
    return (same_paper.aggregate(newest=Max("version"))["newest"] or 0) + 1
