"""Documents that wait for signatures."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.models import Application, Document, Signature
from applications.papers import PAPERS
from applications.selectors.parties import parties_by_loan
from applications.selectors.signature import as_listed
from applications.selectors.terms import terms_with


def signatures_out(applications: QuerySet[Application]) -> list[Document]:
    """The documents of these applications that can be signed now and lack a signature, the oldest first.

    Each has the borrowers and guarantors who have not signed it, `as_listed`, in `waits_for`. Of a document
    the newest version counts; one that states other terms than the application now has cannot be signed.
    """
    documents = list(_for_signing(applications))
    parties = parties_by_loan({document.application_id for document in documents})
    signed = _signed(documents)
    for document in documents:
        own = parties[document.application_id]
        missing = [one for one in own if (document.pk, one.role, one.pk) not in signed]
        may_be_signed = document.terms == terms_with(document.application, own)
        document.waits_for = as_listed(missing) if may_be_signed else []
    return [document for document in documents if document.waits_for]


def signatures_out_of(applications: QuerySet[Application], signers: Collection[str]) -> list[Document]:
    """Those of `signatures_out` that lack the signature of one of these people, each by the `signer_key`."""
    out = signatures_out(applications)
    return [document for document in out if any(one["signer"] in signers for one in document.waits_for)]


def _for_signing(applications: QuerySet[Application]) -> QuerySet[Document]:
    for_signing = Q(pk__in=[])
    for paper in PAPERS:
        if paper.signed:
            for_signing |= Q(kind=paper.kind, application__stage__in=paper.stages)
    newer = Document.objects.filter(
        application=OuterRef("application"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    )
    documents = Document.objects.filter(
        for_signing, ~Exists(newer), application__in=applications.order_by().values("pk")
    )
    return documents.select_related("application").order_by("created_at", "pk")


def _signed(documents: list[Document]) -> set[tuple[int, str, int]]:
    """Document, role and party of every signature on these documents."""
    signatures = Signature.objects.filter(document__in=[one.pk for one in documents]).order_by()
    return {
        (document, "borrower", borrower) if borrower else (document, "guarantor", guarantor)
        for document, borrower, guarantor in signatures.values_list("document", "borrower", "guarantor")
    }
