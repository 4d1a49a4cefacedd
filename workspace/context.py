"""Template context of every page: the navigation, the number of unread notifications, the environment."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from applications.selectors.bank_file import suspense_count
from users.inbox import newest_sequence, unread_count
from users.models import User
from users.preferences import Role
from workspace.access import ADMINS, LENDER, WRITERS
from workspace.runs import failure_count

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
# In the menu “More”: all pages of an admin do not fit one line. A phone lists them with the others.
MORE = (
    ("payments", "Payments", ADMINS),
    ("suspense", "Suspense", ADMINS),
    ("operations", "Operations", ADMINS),
    ("people", "People", ADMINS),
)
# Page → how many things wait there for somebody, by indexes that hold little else.
WAITING: Mapping[str, Callable[[User], int]] = {
    "suspense": suspense_count,
    "operations": lambda user: failure_count(),
}


def workspace(request: HttpRequest) -> dict:
    """The navigation links of the user's role, whether the user has a search, and what every page shows."""
    user, everybody = getattr(request, "user", None), {"environment": settings.ENVIRONMENT}
    if user is None or not user.is_authenticated:
        return everybody
    pages = SimpleLazyObject(lambda: _for(user, PAGES))
    more = SimpleLazyObject(lambda: _for(user, MORE))
    return everybody | {
        "may_search": user.role in WRITERS,
        # Lazy, because partial pages and the admin pages do not show them.
        "pages": pages,
        "more": more,
        "more_waiting": SimpleLazyObject(lambda: _waiting(more)),
        "waiting_in_all": SimpleLazyObject(lambda: _waiting(pages) + _waiting(more)),
        "unread": SimpleLazyObject(lambda: unread_count(user.pk)),
        "newest": SimpleLazyObject(lambda: newest_sequence(user.pk)),
    }


def _for(user: User, pages: tuple) -> list[tuple[str, str, int]]:
    """The pages that somebody may open: name of the URL, label, how many things wait there."""
    return [
        (f"workspace:{name}", label, WAITING[name](user) if name in WAITING else 0)
        for name, label, roles in pages
        if user.role in roles
    ]


def _waiting(entries: list[tuple[str, str, int]]) -> int:
    return sum(waiting for *_, waiting in entries)
