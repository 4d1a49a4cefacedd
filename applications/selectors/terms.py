"""The terms of an application, as its formal approval states them."""

from collections.abc import Iterable

from applications.documents.kinds import DocumentKind
from applications.models import Application


def terms_of(application: Application) -> dict:
    """What a formal approval binds the lender to, as JSON: amount and rate as text, parties by id."""
    return terms_with(
        application,
        borrowers=application.borrowers.values_list("pk", flat=True),
        guarantors=application.guarantors.values_list("pk", flat=True),
    )


def terms_with(application: Application, *, borrowers: Iterable[int], guarantors: Iterable[int]) -> dict:
    """The same where the ids of the parties are known."""
    amount, rate = application.amount, application.annual_rate
    return {
        "amount": None if amount is None else f"{amount:.2f}",
        "term_months": application.term_months,
        "annual_rate": None if rate is None else f"{rate:.4f}",
        "frequency": str(application.frequency),
        "borrowers": sorted(borrowers),
        "guarantors": sorted(guarantors),
    }


def terms_to_state(application: Application, kind: str) -> dict | None:
    """The terms that a new document of this kind states; None where it is no formal approval."""
    return terms_of(application) if kind == DocumentKind.FORMAL_APPROVAL else None
