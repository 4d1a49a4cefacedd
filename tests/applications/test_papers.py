"""Each kind of document: its stages, the roles that may request it, its requirements."""

from itertools import product

import pytest

from applications import refusals
from applications.documents.kinds import DocumentKind
from applications.papers import CUSTOMER_KINDS, paper_of, refusal_to_draw_up, refusal_to_sign
from applications.stages import Stage
from users.preferences import Role

# By hand: paper → where the application stands, who may ask besides staff, and what it needs.
OPEN = ("inquiry", "pre_approval", "valuation", "formal_approval", "settlement")
STAGES = {
    "application_form": OPEN,
    "indicative_letter": ("pre_approval", "valuation"),
    "formal_approval": ("formal_approval", "settlement"),
    "repayment_schedule": ("funded",),
}
ASKERS = {
    "application_form": {"admin", "bdm", "broker"},
    "indicative_letter": {"admin", "bdm"},
    "formal_approval": {"admin", "bdm"},
    "repayment_schedule": {"admin", "bdm", "broker", "borrower"},
}
TERMS = {"amount", "term_months", "annual_rate", "borrower"}
NEEDS = {
    "application_form": {"amount", "borrower"},
    "indicative_letter": TERMS,
    "formal_approval": TERMS,
    "repayment_schedule": {*TERMS, "funding_date", "repayment"},
}
EVERYTHING = {*TERMS, "funding_date", "repayment"}


def refused(kind, *, role="admin", stage=None, present=EVERYTHING):
    return refusal_to_draw_up(
        paper_of(kind), role=Role(role), stage=Stage(stage or STAGES[kind][0]), present=present
    )


def test_all_kinds_of_document():
    assert set(CUSTOMER_KINDS) == set(STAGES)


@pytest.mark.parametrize(("kind", "stage"), list(product(STAGES, Stage.values)))
def test_stages_of_each_document(kind, stage):
    refusal = refused(kind, stage=stage)
    assert (refusal is None) == (stage in STAGES[kind])
    assert refusal is None or isinstance(refusal, refusals.NotAtThisStage)


@pytest.mark.parametrize(("kind", "role"), list(product(ASKERS, Role.values)))
def test_roles_that_may_request_each_document(kind, role):
    refusal = refused(kind, role=role)
    assert (refusal is None) == (role in ASKERS[kind])
    assert refusal is None or isinstance(refusal, refusals.NotYoursToAskFor)


@pytest.mark.parametrize(("kind", "fact"), list(product(NEEDS, EVERYTHING)))
def test_requirements_of_each_document(kind, fact):
    refusal = refused(kind, present=EVERYTHING - {fact})
    assert (refusal is None) == (fact not in NEEDS[kind])
    assert refusal is None or isinstance(refusal, refusals.RequirementMissing)


def test_refusal_names_everything_missing():
    missing = refused("indicative_letter", present={"borrower"})
    assert str(missing) == "The amount, the term and the rate are missing."


@pytest.mark.parametrize("kind", ["identification", "income", "contract", "selfie"])
def test_uploaded_and_unknown_kinds_are_not_generated(kind):
    with pytest.raises(refusals.UnknownPaper):
        paper_of(kind)


@pytest.mark.parametrize(("kind", "stage"), list(product(DocumentKind, Stage)))
def test_only_the_current_formal_approval_is_signed(kind, stage):
    refusal = refusal_to_sign(kind, stage=stage, version=2, newest=2, same_terms=True)
    if kind != "formal_approval":
        assert isinstance(refusal, refusals.NothingToSign)
    elif stage in ("formal_approval", "settlement"):
        assert refusal is None
    else:
        assert isinstance(refusal, refusals.NotAtThisStage)


def test_superseded_version_is_not_signed():
    refusal = refusal_to_sign(
        DocumentKind.FORMAL_APPROVAL, stage=Stage.SETTLEMENT, version=1, newest=2, same_terms=True
    )
    assert isinstance(refusal, refusals.OldVersion)


def test_version_with_other_terms_is_not_signed():
    refusal = refusal_to_sign(
        DocumentKind.FORMAL_APPROVAL, stage=Stage.SETTLEMENT, version=2, newest=2, same_terms=False
    )
    assert isinstance(refusal, refusals.OtherTerms)
