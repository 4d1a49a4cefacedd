"""Which open applications wait for whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from applications.documents.kinds import DocumentKind
from applications.models import BDM, Application, Document
from applications.selectors.board import board
from applications.selectors.facts import fields_present
from applications.selectors.parties import PartyOfLoan, parties_by_loan
from applications.selectors.terms import terms_with
from applications.stages import Facts, Stage
from applications.staleness import OPEN
from applications.waiting import waits_for
from users.models import User
from users.preferences import Role

Paper = tuple[str, dict | None]  # kind, and the terms that a formal approval states


def applications_waiting(user: User, unsigned: Iterable[Document]) -> list[Application]:
    """The open applications that wait for the user, as `open_applications` tells them."""
    return [one for one in open_applications(user, unsigned) if one.waits_for]


def open_applications(user: User, unsigned: Iterable[Document]) -> list[Application]:
    """The open applications that the user may see, those first that have been at their stage for longest;
    each says in `waits_for` what waits for the user, in sentences. Their borrowers are not read.

    unsigned: what `signatures_out` tells of these applications, and perhaps of others.
    """
    found = list(board(user).filter(stage__in=OPEN).order_by("stage_since", "pk"))
    ids = [one.pk for one in found]
    names = {document.application_id: [one["name"] for one in document.waits_for] for document in unsigned}
    parties, papers = parties_by_loan(ids), _papers(ids)
    bdms = BDM.objects.in_bulk({one.bdm_id for one in found})
    for application in found:
        pk, bdm = application.pk, bdms[application.bdm_id]
        facts = _facts(application, parties[pk], papers[pk], names.get(pk, ()))
        application.waits_for = waits_for(Role(user.role), facts, bdm=bdm.name, limit=bdm.approval_limit)
    return found


def _papers(applications: Sequence[int]) -> dict[int, list[Paper]]:
    """The documents of these applications, in the order of their versions."""
    papers: dict[int, list[Paper]] = defaultdict(list)
    documents = Document.objects.filter(application__in=applications).order_by("version")
    for application, kind, terms in documents.values_list("application", "kind", "terms"):
        papers[application].append((kind, terms))
    return papers


def _facts(
    application: Application,
    parties: Sequence[PartyOfLoan],
    papers: Sequence[Paper],
    unsigned: Sequence[str],
) -> Facts:
    present = fields_present(application) | {kind for kind, _ in papers}
    if any(party.role == "borrower" for party in parties):
        present.add("borrower")
    approved = [terms for kind, terms in papers if kind == DocumentKind.FORMAL_APPROVAL]
    return Facts(
        stage=Stage(application.stage),
        amount=application.amount,
        present=frozenset(present),
        unsigned=tuple(unsigned),
        # Without a formal approval, it is what is missing.
        terms=terms_with(application, parties) if approved else None,
        approved_terms=approved[-1] if approved else None,
    )
