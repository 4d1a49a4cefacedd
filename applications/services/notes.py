"""Writing notes."""

from applications import refusals, selectors
from applications.models import Application, Note
from applications.models.note import Visibility
from users.models import User
from users.preferences import Role


def note_add(
    *,
    application: Application,
    author: User,
    text: str,
    visibility: str = Visibility.INTERNAL,
    assignee: User | None = None,
    **fields,
) -> Note:
    """A note on an application that the author may see.

    Raises ApplicationNotFound, NotForBorrowers, or CannotBeAssigned where the assignee could not act on it.
    """
    if not selectors.may_see(author, application):
        raise refusals.ApplicationNotFound(application.reference)
    if author.role == Role.BORROWER:
        raise refusals.NotForBorrowers
    if assignee is not None and not _may_act(assignee, application):
        raise refusals.CannotBeAssigned(assignee.name)
    return Note.objects.create(
        application=application,
        author=author,
        text=text,
        visibility=visibility,
        assignee=assignee,
        **fields,
    )


def _may_act(user: User, application: Application) -> bool:
    return user.role != Role.BORROWER and selectors.may_see(user, application)
