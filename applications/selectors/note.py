"""Who may read which note."""

from django.db.models import Q, QuerySet

from applications.models import Note
from applications.models.note import Visibility
from applications.selectors.application import applications_visible_to
from users.models import User
from users.preferences import Role


def notes_visible_to(user: User) -> QuerySet[Note]:
    """Notes on the user's own applications: all of them for the lender's staff; for a borrower those marked
    as visible to the customer; for a broker these and the ones the broker wrote or is assigned to."""
    notes = Note.objects.filter(application__in=applications_visible_to(user)).select_related(
        "application", "author", "assignee"
    )
    if user.role == Role.BORROWER:
        return notes.filter(visibility=Visibility.CUSTOMER)
    if user.role == Role.BROKER:
        return notes.filter(Q(visibility=Visibility.CUSTOMER) | Q(author=user) | Q(assignee=user))
    return notes
