"""What an e-mail that waits to be sent depends on."""

from datetime import date

from django.db.models import Prefetch, Q

from applications.models import Application, Borrower, Document, Note, Repayment
from applications.selectors.application import applications
from applications.selectors.note import with_readers
from applications.selectors.repayment import repayments_to_write_about


def repayment_to_write_about(repayment_id: int) -> Repayment | None:
    """One repayment with what a reminder says, under the conditions of `repayments_to_write_about`."""
    return repayments_to_write_about([repayment_id]).first()


def application_to_write_about(**known: object) -> Application | None:
    """The application with this `pk` or `reference`, with its borrowers' names; None where there is none."""
    names = Prefetch("borrowers", Borrower.objects.only("name"))
    return applications().filter(**known).prefetch_related(names).first()


def document_to_sign(document_id: int, borrower_id: int) -> Document | None:
    """A document with its application, unless this borrower has signed it or has left the loan."""
    open_to = Document.objects.filter(pk=document_id, application__borrowers=borrower_id)
    return open_to.exclude(signatures__borrower=borrower_id).select_related("application").first()


def note_to_remind_of(note_id: int, day: date, user_id: int | None) -> Note | None:
    """A note that is not done, whose reminder is for `day`, and whose author or assignee the user is and may
    see it; without a user, anybody."""
    undone = with_readers(Note.objects.filter(pk=note_id, done_at=None, remind_on=day))
    if user_id is not None:
        is_author = Q(author=user_id, author_sees=True)
        undone = undone.filter(is_author | Q(assignee=user_id, assignee_sees=True))
    return undone.first()
