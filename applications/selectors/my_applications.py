"""A broker's open applications: what waits for the broker, what is stale, and the rest."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from applications.models import Application, Document
from applications.selectors.board import board, told
from applications.selectors.facts import fields_present
from applications.selectors.signatures_out import signatures_out
from applications.stages import Facts, Stage
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
            _facts(application, unsigned.get(application.pk, ())),
            bdm=application.bdm.name,
            limit=application.bdm.approval_limit,
        )
        application.is_stale = is_stale(since=timezone.localdate(application.stage_since), today=today)
        group = "waiting" if application.waits_for else "stale" if application.is_stale else "rest"
        groups[group].append(application)
    return groups


def _facts(application: Application, unsigned: Sequence[str]) -> Facts:
    """What `waits_for_broker` needs to know. The terms are left out: who draws up new ones is the lender."""
    present = fields_present(application) | {document.kind for document in application.documents.all()}
    if application.borrowers.all():
        present.add("borrower")
    return Facts(
        stage=Stage(application.stage),
        amount=application.amount,
        present=frozenset(present),
        unsigned=tuple(unsigned),
    )
