"""Template context of every page: the navigation, the number of unread notifications, the environment."""

from django.conf import settings
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
    """The navigation links of the user's role, the user's unread count, and the environment's name."""
    user, everybody = getattr(request, "user", None), {"environment": settings.ENVIRONMENT}
    if user is None or not user.is_authenticated:
        return everybody
    pages = [(f"workspace:{name}", label) for name, label, roles in PAGES if user.role in roles]
    return everybody | {
        "pages": pages,
        # Lazy, because partial pages and the admin pages do not show them.
        "unread": SimpleLazyObject(lambda: unread_count(user.pk)),
        "newest": SimpleLazyObject(lambda: newest_sequence(user.pk)),
    }
