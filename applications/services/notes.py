"""Writing notes."""

from applications import refusals, selectors
from applications.models import Application, Note
from applications.models.note import Visibility
from users.models import User
from users.preferences import Role


def note_add(
    *, application: Application, author: User, text: str, visibility: str = Visibility.INTERNAL, **fields
) -> Note:
    """A note on an application that the author may see; raises ApplicationNotFound, or NotForBorrowers."""
    if not selectors.applications_visible_to(author).filter(pk=application.pk).exists():
        raise refusals.ApplicationNotFound(application.reference)
    if author.role == Role.BORROWER:
        raise refusals.NotForBorrowers
    return Note.objects.create(
        application=application, author=author, text=text, visibility=visibility, **fields
    )
