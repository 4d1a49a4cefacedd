"""What every page shows: where one can go, and how much there is to read."""

from django.http import HttpRequest

from users.inbox import newest_sequence, unread_count
from users.preferences import Role

EVERYBODY = frozenset(Role)
LENDER = frozenset({Role.ADMIN, Role.BDM})
ADMINS = frozenset({Role.ADMIN})
# Name of the page, what it is called, who has it.
PAGES = (
    ("pipeline", "Pipeline", EVERYBODY),
    ("inbox", "Inbox", EVERYBODY),
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
    return {"pages": pages, "unread": unread_count(user.pk), "newest": newest_sequence(user.pk)}
