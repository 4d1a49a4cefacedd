"""What every page shows: where one can go, and how much there is to read."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from users.inbox import newest_sequence, unread_count
from users.preferences import Role
from workspace.access import ADMINS, LENDER

# Name of the page, what it is called, who has it.
PAGES = (
    ("pipeline", "Pipeline", Role),
    ("inbox", "Inbox", Role),
    ("reports", "Reports", LENDER),
    ("payments", "Payments", ADMINS),
    ("operations", "Operations", ADMINS),
)


def workspace(request: HttpRequest) -> dict:
    """The navigation of whoever is logged in, and the number beside the bell."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    pages = [(f"workspace:{name}", label) for name, label, roles in PAGES if user.role in roles]
    return {
        "pages": pages,
        # Asked for where a page shows them: parts of a page and the admin pages do not.
        "unread": SimpleLazyObject(lambda: unread_count(user.pk)),
        "newest": SimpleLazyObject(lambda: newest_sequence(user.pk)),
    }
