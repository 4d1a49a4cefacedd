"""Who may change what of an application at which stage; and which terms a loan may have."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

from applications import refusals
from applications.directions import WAY
from applications.repayment_schedule import Frequency, payments_in
from applications.stages import Stage
from applications.wording import day, percent
from users.preferences import Role

# Until the broker hands the application in, what is asked for is the broker's to say.
BEFORE_IT_IS_HANDED_IN = frozenset({Stage.INQUIRY})
BEFORE_THE_MONEY_IS_OUT = frozenset(WAY) - {Stage.FUNDED}
ALWAYS = frozenset(Stage)

_ASKED_FOR = {Role.BROKER: BEFORE_IT_IS_HANDED_IN, Role.BDM: BEFORE_THE_MONEY_IS_OUT}
_LENDERS_OWN = {Role.BDM: BEFORE_THE_MONEY_IS_OUT}

# What changes → the role that changes it → at these stages. An admin may do what a BDM may.
MAY_CHANGE: Mapping[str, Mapping[Role, frozenset[Stage]]] = {
    "amount": _ASKED_FOR,
    "term_months": _ASKED_FOR,
    "annual_rate": _ASKED_FOR,
    "frequency": _ASKED_FOR,
    "valuation": _LENDERS_OWN,
    "funding_date": _LENDERS_OWN,
    "parties": _ASKED_FOR,
    # Addresses and accounts change as long as a loan runs; a broker keeps them up to date until it does.
    "particulars": {Role.BROKER: BEFORE_THE_MONEY_IS_OUT, Role.BDM: ALWAYS},
    # Who reads a loan in the workspace is the lender's to say.
    "logins": {Role.BDM: ALWAYS},
    "bdm": {Role.BDM: ALWAYS},
    "broker": {Role.ADMIN: ALWAYS},
}

# As messages name them.
NAMES = {
    "amount": "the amount",
    "term_months": "the term",
    "annual_rate": "the rate",
    "frequency": "the frequency of repayments",
    "valuation": "the valuation",
    "funding_date": "the planned funding date",
    "parties": "the borrowers and guarantors",
    "particulars": "a person's particulars",
    "logins": "a borrower's login",
    "bdm": "the BDM",
    "broker": "the broker",
}
TERMS = ("amount", "term_months", "annual_rate", "frequency", "valuation", "funding_date")
# Those that a formal approval states: another one has to be drawn up and signed when they change.
BINDING = frozenset({"amount", "term_months", "annual_rate", "frequency"})

LONGEST_TERM = 600  # months
HIGHEST_RATE = Decimal(100)  # percent a year
FURTHEST_FUNDING = timedelta(days=365)  # ahead: a date later than that is a slip


def may_change(what: str, *, role: Role, stage: Stage) -> bool:
    """Whether somebody of this role may change this of an application at a stage."""
    allowed = MAY_CHANGE[what]
    stages = allowed.get(role, frozenset())
    return stage in (stages | allowed.get(Role.BDM, frozenset()) if role == Role.ADMIN else stages)


def refusal_to_change(what: Collection[str], *, role: Role, stage: Stage) -> refusals.Refusal | None:
    """Why somebody of this role does not change these of an application at a stage; None where they may."""
    for name in what:
        if may_change(name, role=role, stage=stage):
            continue
        if not may_change(name, role=Role.ADMIN, stage=stage):
            return refusals.CannotChangeAt(name, NAMES[name], stage.label)
        return refusals.NotYoursToChange(name, role.label, NAMES[name], stage.label)
    return None


def refusal_of_terms(terms: Mapping, *, opened_on: date, today: date) -> refusals.Refusal | None:
    """Why a loan opened on a day cannot have these terms; None where it can. None means unknown."""
    for name in ("amount", "valuation"):
        if terms.get(name) is not None and terms[name] <= 0:
            return refusals.NotPossible(name, f"{_starts(NAMES[name])} must be greater than $0.00.")
    months, rate = terms.get("term_months"), terms.get("annual_rate")
    if months is not None and not 1 <= months <= LONGEST_TERM:
        return refusals.NotPossible("term_months", f"The term must be 1 to {LONGEST_TERM} months.")
    if rate is not None and not 0 <= rate <= HIGHEST_RATE:
        return refusals.NotPossible("annual_rate", f"The rate must be 0.00% to {percent(HIGHEST_RATE)}.")
    reason = _wrong_with_funding(terms.get("funding_date"), opened_on, today + FURTHEST_FUNDING)
    if reason:
        return refusals.NotPossible("funding_date", reason)
    return _refusal_to_divide(months, terms.get("frequency"))


def _wrong_with_funding(planned: date | None, opened_on: date, latest: date) -> str:
    if planned is not None and planned < opened_on:
        return f"The loan cannot be funded before {day(opened_on)}, when its application was opened."
    if planned is not None and planned > latest:
        return f"The loan cannot be funded after {day(latest)}, a year from today."
    return ""


def _refusal_to_divide(months: int | None, frequency: str | None) -> refusals.Refusal | None:
    if months is None or frequency is None:
        return None
    if frequency not in Frequency.values:
        return refusals.NotPossible("frequency", f"There is no frequency {frequency!r}.")
    try:
        payments_in(months, Frequency(frequency))
    except refusals.NoSchedule as refusal:
        return refusals.NotPossible("term_months", str(refusal))
    return None


def _starts(words: str) -> str:
    return words[0].upper() + words[1:]
