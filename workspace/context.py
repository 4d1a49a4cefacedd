"""Template context of every page: the navigation and the number of unread notifications."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from users.inbox import newest_sequence, unread_count
from users.preferences import Role
from workspace.access import ADMINS, LENDER

# Name of the URL, label, roles.
PAGES = (
    ("pipeline", "Pipeline", Role),
    ("inbox", "Inbox", Role),
    ("reports", "Reports", LENDER),
    ("payments", "Payments", ADMINS),
    ("operations", "Operations", ADMINS),
)


def workspace(request: HttpRequest) -> dict:
    """The navigation links of the user's role, and the user's unread count."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    pages = [(f"workspace:{name}", label) for name, label, roles in PAGES if user.role in roles]
    return {
        "pages": pages,
        # Lazy, because partial pages and the admin pages do not show them.
        "unread": SimpleLazyObject(lambda: unread_count(user.pk)),
        "newest": SimpleLazyObject(lambda: newest_sequence(user.pk)),
    }
