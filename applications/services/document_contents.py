"""What each paper says, as the templates take it: words and figures, in the order in which they are printed.

Of what identifies a person, only the application form says anything: on one page a person, with numbers
masked. Nothing here depends on the day, which is added when the paper is drawn up.
"""

from collections.abc import Callable
from itertools import accumulate

from django.db.models import QuerySet

from applications.documents.kinds import DocumentKind
from applications.models import Application, Borrower
from applications.models.parties import LoanParty
from applications.repayment_schedule import Frequency, repayments_in_words
from applications.selectors.document import repayments_to_print
from applications.wording import day, masked, money, percent, term

Facts = list[tuple[str, str]]


def content_of(application: Application, kind: DocumentKind) -> dict:
    """The content of one kind of paper. Raises NoSchedule where the terms of a letter have none."""
    return {"reference": application.reference, **CONTENTS[kind](application)}


def personal_content(content: dict, borrower: Borrower) -> dict:
    """The content of one borrower's own copy: nobody else's personal data."""
    return {**content, "people": [_person("Borrower", borrower)]}


def _application_form(application: Application) -> dict:
    parties = [("Borrower", party) for party in _in_order(application.borrowers)]
    parties += [("Guarantor", party) for party in _in_order(application.guarantors)]
    return {
        "loan": _what_is_asked_for(application),
        "parties": [(role, party.name) for role, party in parties],
        "people": [_person(role, party) for role, party in parties],
        "contacts": [
            ("Broker", ", ".join(filter(None, [application.broker.name, application.broker.company]))),
            ("Business development manager", application.bdm.name),
        ],
    }


def _letter(application: Application) -> dict:
    repayments = repayments_in_words(
        application.amount,
        application.annual_rate,
        application.term_months,
        Frequency(application.frequency),
    )
    return {
        "names": [party.name for party in _in_order(application.borrowers)],
        "terms": [*_terms(application), ("Repayments", repayments)],
        "bdm": application.bdm.name,
    }


def _formal_approval(application: Application) -> dict:
    signers = [(party.name, "Borrower") for party in _in_order(application.borrowers)]
    signers += [(party.name, "Guarantor") for party in _in_order(application.guarantors)]
    return {**_letter(application), "signers": signers}


def _repayment_schedule(application: Application) -> dict:
    repayments = list(repayments_to_print(application))
    paid_off = accumulate(repayment.principal for repayment in repayments)
    rows = [
        [
            str(repayment.number),
            day(repayment.due_date),
            money(repayment.principal),
            money(repayment.interest),
            money(repayment.principal + repayment.interest),
            money(application.amount - so_far),
        ]
        for repayment, so_far in zip(repayments, paid_off, strict=True)
    ]
    principal = sum(repayment.principal for repayment in repayments)
    interest = sum(repayment.interest for repayment in repayments)
    return {
        "names": [party.name for party in _in_order(application.borrowers)],
        "terms": [*_terms(application), ("Funded on", day(application.funding_date))],
        "rows": rows,
        "totals": [money(principal), money(interest), money(principal + interest)],
    }


def _terms(application: Application) -> Facts:
    return [
        ("Loan amount", money(application.amount)),
        ("Term", term(application.term_months)),
        ("Interest rate", f"{percent(application.annual_rate)} a year"),
    ]


def _what_is_asked_for(application: Application) -> Facts:
    asked = [("Loan amount", money(application.amount))]
    if application.term_months is not None:
        asked.append(("Term", term(application.term_months)))
    if application.annual_rate is not None:
        asked.append(("Interest rate", f"{percent(application.annual_rate)} a year"))
    return [*asked, ("Repayments", Frequency(application.frequency).label)]


def _in_order(parties) -> QuerySet[LoanParty]:
    # Two of one name stand in one order always: another would make another version.
    return parties.order_by("name", "pk")


def _person(role: str, party: LoanParty) -> dict:
    facts = [
        ("Kind", party.get_kind_display()),
        ("E-mail", party.email),
        ("Born", day(party.birth_date) if party.birth_date else ""),
        ("Income a year", money(party.annual_income) if party.annual_income is not None else ""),
        ("Tax file number", masked(party.tax_file_number)),
        ("Account", masked(party.account_number)),
    ]
    return {"role": role, "name": party.name, "facts": [fact for fact in facts if fact[1]]}


CONTENTS: dict[DocumentKind, Callable[[Application], dict]] = {
    DocumentKind.APPLICATION_FORM: _application_form,
    DocumentKind.INDICATIVE_LETTER: _letter,
    DocumentKind.FORMAL_APPROVAL: _formal_approval,
    DocumentKind.REPAYMENT_SCHEDULE: _repayment_schedule,
}
