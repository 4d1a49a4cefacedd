"""What the stage rules, and the rules of papers, need to know of an application."""

from applications.documents.kinds import DocumentKind
from applications.models import Application
from applications.selectors.application import newest_document
from applications.selectors.document import repayments_to_print
from applications.selectors.signature import parties_to_sign
from applications.selectors.terms import terms_of
from applications.stages import Facts, Stage


def facts_of(application: Application, stage: Stage) -> Facts:
    """What the stage rules need to know of an application at `stage`."""
    present = fields_present(application)
    present.update(application.documents.values_list("kind", flat=True))
    if application.borrowers.all():
        present.add("borrower")
    of_the_approval = {}
    if DocumentKind.FORMAL_APPROVAL in present:
        approval = newest_document(application, DocumentKind.FORMAL_APPROVAL)
        of_the_approval = {
            "unsigned": tuple(party.name for party in parties_to_sign(approval)),
            "terms": terms_of(application),
            "approved_terms": approval.terms,
        }
    return Facts(stage=stage, amount=application.amount, present=frozenset(present), **of_the_approval)


def fields_present(application: Application) -> set[str]:
    """The facts that the application's own fields hold."""
    fields = ("amount", "term_months", "annual_rate", "valuation", "funding_date")
    return {name for name in fields if getattr(application, name) is not None}


def facts_for_papers(application: Application) -> frozenset[str]:
    """The facts that an application has, by their names in `papers`."""
    present = facts_of(application, Stage(application.stage)).present
    return present | {"repayment"} if repayments_to_print(application).exists() else present
