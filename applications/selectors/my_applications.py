"""A broker's open applications: what waits for the broker, what is stale, and the rest."""

from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from applications.models import Application, Document
from applications.selectors.board import board, told
from applications.selectors.signatures_out import signatures_out
from applications.stages import Stage
from applications.staleness import OPEN, is_stale
from applications.waiting import waits_for_broker
from users.models import User


def my_applications(user: User, today: date) -> dict[str, list[Application]]:
    """The open applications of a broker, each once, in groups: `waiting`, `stale`, `rest`; in each, those
    first that have been at their stage for longest.

    Each says what waits for the broker (`waits_for`, sentences) and whether it `is_stale`.
    """
    own = board(user).filter(stage__in=OPEN)
    kinds = Prefetch("documents", Document.objects.only("application", "kind"))
    unsigned = {
        document.application_id: [party.name for party in document.unsigned]
        for document in signatures_out(own)
    }
    groups: dict[str, list[Application]] = {"waiting": [], "stale": [], "rest": []}
    for application in told(own).prefetch_related(kinds).order_by("stage_since", "pk"):
        application.waits_for = waits_for_broker(
            Stage(application.stage),
            present={document.kind for document in application.documents.all()},
            unsigned=unsigned.get(application.pk, ()),
        )
        application.is_stale = is_stale(since=timezone.localdate(application.stage_since), today=today)
        group = "waiting" if application.waits_for else "stale" if application.is_stale else "rest"
        groups[group].append(application)
    return groups
