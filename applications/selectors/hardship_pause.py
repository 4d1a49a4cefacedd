"""Which hardship pauses a user may see."""

from django.db.models import QuerySet

from applications import refusals
from applications.models import HardshipPause
from applications.selectors.application import applications_visible_to
from applications.selectors.rows import first_or_raise
from users.models import User
from users.preferences import Role


def pauses_visible_to(user: User) -> QuerySet[HardshipPause]:
    """The pauses of the user's own applications, the earliest first; none for a broker, whom a customer's
    hardship does not concern."""
    if user.role == Role.BROKER:
        return HardshipPause.objects.none()
    visible = HardshipPause.objects.filter(application__in=applications_visible_to(user))
    return visible.select_related("application", "author").order_by("from_day", "pk")


def pause_for(user: User, pause_id: int) -> HardshipPause:
    """One pause that the user may see; raises PauseNotFound otherwise, as if there were none."""
    return first_or_raise(pauses_visible_to(user).filter(pk=pause_id), refusals.PauseNotFound)
