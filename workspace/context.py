"""Template context of every page: the navigation, the number of unread notifications, the environment."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from users.inbox import newest_sequence, unread_count
from users.models import User
from users.preferences import Role
from workspace.access import ADMINS, LENDER, WRITERS

# Name of the URL, label, roles. The first entry of a role is the role's first page, which is at “/” too.
PAGES = (
    ("home", "My loans", (Role.BORROWER,)),
    ("home", "My applications", (Role.BROKER,)),
    ("today", "Today", (Role.BDM,)),
    ("book", "Applications", LENDER),
    ("pipeline", "Pipeline", WRITERS),
    ("today", "Today", ADMINS),
    ("inbox", "Inbox", Role),
    ("reports", "Reports", LENDER),
    ("suspense", "Suspense", (Role.BDM,)),
)
# In the menu “More”: all pages of an admin do not fit one line.
MORE = (
    ("payments", "Payments", ADMINS),
    ("suspense", "Suspense", ADMINS),
    ("operations", "Operations", ADMINS),
    ("people", "People", ADMINS),
)


def workspace(request: HttpRequest) -> dict:
    """The navigation links of the user's role, whether the user has a search, and what every page shows."""
    user, everybody = getattr(request, "user", None), {"environment": settings.ENVIRONMENT}
    if user is None or not user.is_authenticated:
        return everybody
    return everybody | {
        "pages": _for(user, PAGES),
        "more": _for(user, MORE),
        "may_search": user.role in WRITERS,
        # Lazy, because partial pages and the admin pages do not show them.
        "unread": SimpleLazyObject(lambda: unread_count(user.pk)),
        "newest": SimpleLazyObject(lambda: newest_sequence(user.pk)),
    }


def _for(user: User, pages: tuple) -> list[tuple[str, str]]:
    return [(f"workspace:{name}", label) for name, label, roles in pages if user.role in roles]
