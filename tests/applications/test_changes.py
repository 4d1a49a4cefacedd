"""Who may change what at which stage, restated."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from applications.changes import MAY_CHANGE, may_change, refusal_of_terms, refusal_to_change
from applications.stages import Stage
from users.preferences import Role

BEFORE_FUNDED = {"inquiry", "pre_approval", "valuation", "formal_approval", "settlement"}
EVERY = {stage.value for stage in Stage}
ASKED_FOR = {"broker": {"inquiry"}, "bdm": BEFORE_FUNDED, "admin": BEFORE_FUNDED}
LENDERS = {"bdm": BEFORE_FUNDED, "admin": BEFORE_FUNDED}
WHO = {
    **dict.fromkeys(("amount", "term_months", "annual_rate", "frequency", "parties"), ASKED_FOR),
    **dict.fromkeys(("valuation", "funding_date"), LENDERS),
    "particulars": {"broker": BEFORE_FUNDED, "bdm": EVERY, "admin": EVERY},
    "logins": {"bdm": EVERY, "admin": EVERY},
    "bdm": {"bdm": EVERY, "admin": EVERY},
    "broker": {"admin": EVERY},
}
OPENED = date(2025, 3, 14)
TODAY = OPENED + timedelta(days=30)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", MAY_CHANGE)
def test_who_changes_it_at_which_stages(what, role):
    stages = {stage.value for stage in Stage if may_change(what, role=role, stage=stage)}
    assert stages == WHO[what].get(role.value, set())


@pytest.mark.parametrize("what", MAY_CHANGE)
def test_a_refusal_names_what_it_is_about(what):
    refusal = refusal_to_change([what], role=Role.BORROWER, stage=Stage.INQUIRY)
    assert refusal.field == what


def test_the_first_that_may_not_change_is_refused():
    refusal = refusal_to_change(["amount", "valuation"], role=Role.BROKER, stage=Stage.INQUIRY)
    assert str(refusal) == "A broker may not change the valuation at “Inquiry”."


@pytest.mark.parametrize(
    "terms",
    [
        {"amount": Decimal("0.01"), "valuation": Decimal("0.01")},
        {"term_months": 1, "frequency": "monthly"},
        {"term_months": 600, "frequency": "yearly"},
        {"annual_rate": Decimal(0)},
        {"annual_rate": Decimal(100)},
        {"funding_date": OPENED},
        {"funding_date": TODAY + timedelta(days=365)},
        {"amount": None, "term_months": None, "annual_rate": None, "funding_date": None},
        {},
    ],
)
def test_terms_at_the_edge_are_possible(terms):
    assert refusal_of_terms(terms, opened_on=OPENED, today=TODAY) is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"valuation": Decimal("-0.01")}, "valuation"),
        ({"term_months": 0}, "term_months"),
        ({"term_months": 601}, "term_months"),
        ({"annual_rate": Decimal("100.0001")}, "annual_rate"),
        ({"annual_rate": Decimal("-0.0001")}, "annual_rate"),
        ({"funding_date": date(2025, 3, 13)}, "funding_date"),
        ({"funding_date": TODAY + timedelta(days=366)}, "funding_date"),
        ({"term_months": 10, "frequency": "quarterly"}, "term_months"),
        ({"term_months": 12, "frequency": "daily"}, "frequency"),
    ],
)
def test_terms_beyond_the_edge_are_refused(terms, field):
    assert refusal_of_terms(terms, opened_on=OPENED, today=TODAY).field == field
