"""Who may see which documents, and which repayments one states."""

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile

from applications import refusals
from applications.models import Application, Document, PersonalCopy, Repayment
from applications.papers import CUSTOMER_KINDS, PERSONAL_KINDS
from applications.selectors.application import applications_visible_to
from applications.selectors.rows import first_or_raise
from users.models import User
from users.preferences import Role


def documents_visible_to(user: User) -> QuerySet[Document]:
    """The documents of the applications that the user may see; of these a borrower sees what that borrower
    handed in and what is written to customers, and of that with people's data the versions of which there is
    a copy for that borrower."""
    visible = Document.objects.filter(application__in=applications_visible_to(user))
    if user.role != Role.BORROWER:
        return visible
    copies = Q(pk__in=PersonalCopy.objects.filter(borrower__user=user).values("document"))
    written = Q(kind__in=CUSTOMER_KINDS) & (copies | ~Q(kind__in=PERSONAL_KINDS))
    return visible.filter(written | Q(handed_in_by=user))


def document_for(user: User, document_id: int) -> Document:
    """One document that the user may see; raises DocumentNotFound otherwise, as if there were none."""
    rows = documents_visible_to(user).select_related("application").filter(pk=document_id)
    return first_or_raise(rows, refusals.DocumentNotFound)


def file_for(user: User, document: Document) -> FieldFile:
    """The file of a document that the user may see: a borrower's own copy, where the document holds people's
    data; raises DocumentNotFound where there is none."""
    if user.role != Role.BORROWER or document.kind not in PERSONAL_KINDS:
        return document.file
    own = document.copies.filter(borrower__user=user).order_by("borrower")
    return first_or_raise(own, refusals.DocumentNotFound).file


def document_to_sign(document_id: int, borrower_id: int) -> Document | None:
    """A document with its application, unless this borrower has signed it or has left the loan."""
    open_to = Document.objects.filter(pk=document_id, application__borrowers=borrower_id)
    return open_to.exclude(signatures__borrower=borrower_id).select_related("application").first()


def repayments_to_print(application: Application) -> QuerySet[Repayment]:
    """The repayments of an application that are not cancelled, in order."""
    return application.repayments.filter(cancelled=False).order_by("number")
