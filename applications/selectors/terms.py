"""The terms of an application, as its formal approval states them."""

from collections.abc import Iterable

from applications.documents.kinds import DocumentKind
from applications.models import Application
from applications.selectors.parties import PartyOfLoan, parties_by_loan


def terms_of(application: Application) -> dict:
    """What a formal approval binds the lender to, as JSON: amount and rate as text, parties by id."""
    return terms_with(application, parties_by_loan([application.pk])[application.pk])


def terms_with(application: Application, parties: Iterable[PartyOfLoan]) -> dict:
    """The same where its parties have been looked up."""
    amount, rate = application.amount, application.annual_rate
    by_role = {"borrower": [], "guarantor": []}
    for party in parties:
        by_role[party.role].append(party.pk)
    return {
        "amount": None if amount is None else f"{amount:.2f}",
        "term_months": application.term_months,
        "annual_rate": None if rate is None else f"{rate:.4f}",
        "frequency": str(application.frequency),
        "borrowers": sorted(by_role["borrower"]),
        "guarantors": sorted(by_role["guarantor"]),
    }


def terms_to_state(application: Application, kind: str) -> dict | None:
    """The terms that a new document of this kind states; None where it is no formal approval."""
    return terms_of(application) if kind == DocumentKind.FORMAL_APPROVAL else None
