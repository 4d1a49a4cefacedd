"""Which open applications wait for whom."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch

from applications.documents.kinds import DocumentKind
from applications.models import Application, Document, Guarantor
from applications.selectors.board import board, told
from applications.selectors.facts import fields_present
from applications.selectors.terms import terms_with
from applications.stages import Facts, Stage
from applications.staleness import OPEN
from applications.waiting import waits_for
from users.models import User
from users.preferences import Role


def applications_waiting(user: User, unsigned: Iterable[Document]) -> list[Application]:
    """The open applications that wait for the user, as `open_applications` tells them."""
    return [one for one in open_applications(user, unsigned) if one.waits_for]


def open_applications(user: User, unsigned: Iterable[Document]) -> Iterator[Application]:
    """The open applications that the user may see, those first that have been at their stage for longest;
    each says in `waits_for` what waits for the user, in sentences.

    unsigned: what `signatures_out` tells of these applications, and perhaps of others.
    """
    own = board(user).filter(stage__in=OPEN)
    names = {document.application_id: [party.name for party in document.unsigned] for document in unsigned}
    papers = Document.objects.only("application", "kind", "terms").order_by("version")
    found = told(own).prefetch_related(
        Prefetch("documents", papers), Prefetch("guarantors", Guarantor.objects.only("pk"))
    )
    for application in found.order_by("stage_since", "pk"):
        application.waits_for = waits_for(
            Role(user.role),
            _facts(application, names.get(application.pk, ())),
            bdm=application.bdm.name,
            limit=application.bdm.approval_limit,
        )
        yield application


def _facts(application: Application, unsigned: Sequence[str]) -> Facts:
    borrowers, documents = application.borrowers.all(), application.documents.all()
    present = fields_present(application) | {document.kind for document in documents}
    if borrowers:
        present.add("borrower")
    approved = [document.terms for document in documents if document.kind == DocumentKind.FORMAL_APPROVAL]
    terms = terms_with(
        application,
        borrowers=[one.pk for one in borrowers],
        guarantors=[one.pk for one in application.guarantors.all()],
    )
    return Facts(
        stage=Stage(application.stage),
        amount=application.amount,
        present=frozenset(present),
        unsigned=tuple(unsigned),
        # Without a formal approval, it is what is missing.
        terms=terms if approved else None,
        approved_terms=approved[-1] if approved else None,
    )
