"""Documents that wait for signatures."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from applications.models import Application, Borrower, Document, Guarantor, Signature
from applications.models.parties import LoanParty
from applications.papers import PAPERS
from applications.selectors.signature import SIGNER, as_listed, without_signature
from applications.selectors.terms import terms_with


def signatures_out(applications: QuerySet[Application]) -> list[Document]:
    """The documents of these applications that can be signed now and lack a signature, the oldest first.

    Each has the borrowers and guarantors who have not signed it as `unsigned`, and `as_listed` in
    `waits_for`. Of a document the newest version counts; one that states other terms than the application
    now has cannot be signed.
    """
    for_signing = Q(pk__in=[])
    for paper in PAPERS:
        if paper.signed:
            for_signing |= Q(kind=paper.kind, application__stage__in=paper.stages)
    newer = Document.objects.filter(
        application=OuterRef("application"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    documents = Document.objects.filter(
        for_signing, ~Exists(newer), application__in=applications.order_by().values("pk")
    ).prefetch_related(
        Prefetch("application__borrowers", Borrower.objects.select_related("user").only(*SIGNER)),
        Prefetch("application__guarantors", Guarantor.objects.select_related("user").only(*SIGNER)),
        Prefetch("signatures", Signature.objects.order_by("pk")),
    )
    told = []
    for document in documents.select_related("application__broker", "application__bdm").order_by(
        "created_at", "pk"
    ):
        document.unsigned = _unsigned(document)
        document.waits_for = as_listed(document.unsigned)
        if document.unsigned:
            told.append(document)
    return told


def _unsigned(document: Document) -> list[LoanParty]:
    borrowers, guarantors = document.application.borrowers.all(), document.application.guarantors.all()
    terms = terms_with(
        document.application,
        borrowers=[one.pk for one in borrowers],
        guarantors=[one.pk for one in guarantors],
    )
    if terms != document.terms:
        return []
    return without_signature([*borrowers, *guarantors], document.signatures.all())
