"""A broker's open applications: what waits for the broker, what is stale, and the rest."""

from datetime import date

from django.utils import timezone

from applications.models import Application
from applications.selectors.application import applications_visible_to
from applications.selectors.signatures_out import signatures_out
from applications.selectors.waiting import open_applications
from applications.staleness import OPEN, is_stale
from users.models import User


def my_applications(user: User, today: date) -> dict[str, list[Application]]:
    """The open applications of a broker, each once, in groups: `waiting`, `stale`, `rest`; in each, those
    first that have been at their stage for longest.

    Each says what waits for the broker (`waits_for`, sentences) and whether it `is_stale`.
    """
    groups: dict[str, list[Application]] = {"waiting": [], "stale": [], "rest": []}
    unsigned = signatures_out(applications_visible_to(user).filter(stage__in=OPEN))
    for application in open_applications(user, unsigned):
        application.is_stale = is_stale(since=timezone.localdate(application.stage_since), today=today)
        group = "waiting" if application.waits_for else "stale" if application.is_stale else "rest"
        groups[group].append(application)
    return groups
