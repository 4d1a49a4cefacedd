"""Who has signed a document, whose signature is missing, and whom a user signs for."""

import re
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from applications import papers, refusals
from applications.documents.kinds import DocumentKind
from applications.models import Application, Borrower, Document, Guarantor, Signature
from applications.models.parties import LoanParty
from applications.papers import SIGNED_KINDS
from applications.selectors.application import applications_visible_to, newest_document
from applications.selectors.parties import PARTIES, PartyOfLoan, login_of, parties_of
from applications.selectors.terms import terms_to_state
from applications.stages import Stage
from users.models import User
from users.preferences import STAFF

# The fields of a party that a list of missing signatures needs, with its user.
SIGNER = ("name", "user__is_active", "user__role")
SIGNER_KEY = re.compile(r"(?P<role>borrower|guarantor)-(?P<id>[0-9]{1,18})")


def with_signatures(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with their signatures, in the order in which they came."""
    signatures = Signature.objects.select_related("borrower", "guarantor", "recorded_by")
    return documents.prefetch_related(Prefetch("signatures", signatures.order_by("signed_at", "pk")))


def add_missing_signatures(documents: Iterable[Document], application: Application, user: User) -> None:
    """Give each document whose signatures it `waits_for`, and whether one `may_be_signed` by the user now.

    The documents are of one application, and the newest of each kind comes first.
    """
    seen = set()
    for document in documents:
        document.application, missing = application, []
        # Nobody signs an earlier version.
        if document.kind in SIGNED_KINDS and document.kind not in seen:
            seen.add(document.kind)
            if refusal_to_sign(document, application) is None:
                missing = parties_to_sign(document)
        document.waits_for = as_listed(missing)
        document.may_be_signed = bool(signs_for(user, missing))


def refusal_to_sign(document: Document, application: Application) -> refusals.Refusal | None:
    """Why nobody signs a document of this application now; None where it can be signed."""
    return papers.refusal_to_sign(
        DocumentKind(document.kind),
        stage=Stage(application.stage),
        version=document.version,
        newest=newest_document(application, document.kind).version,
        same_terms=document.terms == terms_to_state(application, document.kind),
    )


def parties_to_sign(document: Document) -> list[LoanParty]:
    """The borrowers and then the guarantors of its loan who have not signed a document, by name, as
    `without_signature` tells them."""
    parties = [
        party
        for role in PARTIES
        for party in parties_of(document.application, role).select_related("user").only(*SIGNER)
    ]
    return without_signature(parties, document.signatures.all())


def without_signature(parties: Iterable[LoanParty], signatures: Iterable[Signature]) -> list[LoanParty]:
    """Those of these parties who gave none of these signatures; each says whether it `signs_on_paper`,
    because it has no login."""
    signed = {
        (Borrower, one.borrower_id) if one.borrower_id else (Guarantor, one.guarantor_id)
        for one in signatures
    }
    missing = [party for party in parties if (type(party), party.pk) not in signed]
    for party in missing:
        party.signs_on_paper = login_of(party) is None
    return missing


def as_listed(missing: Iterable[LoanParty | PartyOfLoan]) -> list[dict]:
    """Parties who have not signed as pages and the API list them: name, key, whether they sign on paper."""
    return [
        {"signer": signer_key(party), "name": party.name, "on_paper": party.signs_on_paper}
        for party in missing
    ]


def signs_for(user: User, parties: Iterable[LoanParty]) -> list[LoanParty]:
    """Those of these parties whose signature is the user's to give or to record: the lender's staff record
    everybody's, and others give their own."""
    return [party for party in parties if user.role in STAFF or party.user_id == user.pk]


def signer_key(party: LoanParty | PartyOfLoan) -> str:
    """What forms and the API call a party: borrower-12."""
    return f"{party.role}-{party.pk}"


def signer_of(user: User, application: Application, key: str) -> LoanParty:
    """The borrower or guarantor with this `signer_key`, if the user sees an application of theirs.

    Raises UnknownSigner, naming `application`, which is about to be signed.
    """
    if named := SIGNER_KEY.fullmatch(key):
        parties = PARTIES[named["role"]].objects.filter(applications__in=applications_visible_to(user))
        if found := parties.filter(pk=int(named["id"])).first():
            return found
    raise refusals.UnknownSigner(application.reference)
