"""The stages of an application: the legal moves, who may make them, and what each requires."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import TextChoices

from applications import refusals
from applications.documents.kinds import DocumentKind
from applications.wording import listing, money
from users.preferences import Role


class Stage(TextChoices):
    INQUIRY = "inquiry", "Inquiry"
    PRE_APPROVAL = "pre_approval", "Pre-approval"
    VALUATION = "valuation", "Valuation"
    FORMAL_APPROVAL = "formal_approval", "Formal approval"
    SETTLEMENT = "settlement", "Settlement"
    FUNDED = "funded", "Funded"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Stages at which an application goes no further, unless an admin reopens it.
ENDED = (Stage.DECLINED, Stage.WITHDRAWN)


@dataclass(frozen=True)
class Move:
    """One legal move. Admins may make every move."""

    source: Stage
    target: Stage
    role: Role
    needs_reason: bool = False

    def is_for(self, role: Role) -> bool:
        """Whether somebody of this role may make it."""
        return role in (self.role, Role.ADMIN)


MOVES = (
    Move(Stage.INQUIRY, Stage.PRE_APPROVAL, Role.BROKER),
    Move(Stage.INQUIRY, Stage.DECLINED, Role.BDM, needs_reason=True),
    Move(Stage.INQUIRY, Stage.WITHDRAWN, Role.BROKER, needs_reason=True),
    Move(Stage.PRE_APPROVAL, Stage.VALUATION, Role.BDM),
    Move(Stage.PRE_APPROVAL, Stage.DECLINED, Role.BDM, needs_reason=True),
    Move(Stage.PRE_APPROVAL, Stage.WITHDRAWN, Role.BROKER, needs_reason=True),
    Move(Stage.VALUATION, Stage.FORMAL_APPROVAL, Role.BDM),
    Move(Stage.VALUATION, Stage.PRE_APPROVAL, Role.BDM, needs_reason=True),
    Move(Stage.VALUATION, Stage.DECLINED, Role.BDM, needs_reason=True),
    Move(Stage.VALUATION, Stage.WITHDRAWN, Role.BROKER, needs_reason=True),
    Move(Stage.FORMAL_APPROVAL, Stage.SETTLEMENT, Role.BDM),
    Move(Stage.FORMAL_APPROVAL, Stage.VALUATION, Role.BDM, needs_reason=True),
    Move(Stage.FORMAL_APPROVAL, Stage.DECLINED, Role.BDM, needs_reason=True),
    Move(Stage.FORMAL_APPROVAL, Stage.WITHDRAWN, Role.BROKER, needs_reason=True),
    Move(Stage.SETTLEMENT, Stage.FUNDED, Role.BDM),
    Move(Stage.SETTLEMENT, Stage.FORMAL_APPROVAL, Role.BDM, needs_reason=True),
    Move(Stage.SETTLEMENT, Stage.WITHDRAWN, Role.BROKER, needs_reason=True),
    Move(Stage.DECLINED, Stage.INQUIRY, Role.ADMIN, needs_reason=True),
    Move(Stage.WITHDRAWN, Stage.INQUIRY, Role.ADMIN, needs_reason=True),
)


def moves_for(stage: Stage, role: Role) -> list[Move]:
    """The moves from a stage that somebody of this role may make, where nothing else stands in the way."""
    return [move for move in MOVES if move.source == stage and move.is_for(role)]


# The terms of a loan, by the application's fields, as messages name them.
TERMS = {"amount": "the amount", "term_months": "the term", "annual_rate": "the rate"}
FUNDING_DATE = {"funding_date": "the funding date"}

# What an application must have before it enters a stage: the name of the fact, and how messages name it.
REQUIREMENTS: dict[Stage, dict[str, str]] = {
    Stage.FORMAL_APPROVAL: {
        **TERMS,
        "borrower": "a borrower",
        "valuation": "the valuation",
        DocumentKind.IDENTIFICATION.value: "the identification",
        DocumentKind.INCOME.value: "the proof of income",
    },
    Stage.SETTLEMENT: {DocumentKind.FORMAL_APPROVAL.value: "the formal approval document"},
    Stage.FUNDED: {
        **FUNDING_DATE,
        DocumentKind.CONTRACT.value: "the contract",
    },
}


# Stages that rest on the formal approval: its terms still hold, and everybody has signed it.
ON_THE_APPROVAL = frozenset({Stage.SETTLEMENT, Stage.FUNDED})
# A BDM moves an application to these stages only up to the BDM's own limit.
WITHIN_THE_LIMIT = frozenset({Stage.FORMAL_APPROVAL, Stage.SETTLEMENT, Stage.FUNDED})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules need to know of an application."""

    stage: Stage
    amount: Decimal | None
    # Facts that are there, by the names of REQUIREMENTS.
    present: frozenset[str]
    # Borrowers and guarantors whose signature the current formal approval lacks.
    unsigned: tuple[str, ...] = ()
    # The terms of the application, and those that the current formal approval states.
    terms: Mapping | None = None
    approved_terms: Mapping | None = None


@dataclass(frozen=True, kw_only=True)
class Mover:
    """Who asks for a move. `approval_limit` is a BDM's, in dollars."""

    role: Role
    reason: str = ""
    approval_limit: Decimal = field(default=Decimal(0))


def refusal_for(facts: Facts, to: Stage, mover: Mover) -> refusals.Refusal | None:
    """Why this application does not move to another stage `to` for this person; None where it may."""
    move = next((move for move in MOVES if (move.source, move.target) == (facts.stage, to)), None)
    if move is None:
        return refusals.NoSuchMove(facts.stage.label, to.label)
    if not move.is_for(mover.role):
        return refusals.NotYourMove(mover.role.label, facts.stage.label, to.label)
    if move.needs_reason and not mover.reason.strip():
        return refusals.ReasonRequired(facts.stage.label, to.label)
    if move.needs_reason:
        return None  # an end, a move back or a reopening approves nothing
    missing = [words for fact, words in REQUIREMENTS.get(to, {}).items() if fact not in facts.present]
    if missing:
        return refusals.RequirementMissing(listing(missing), len(missing))
    if to in ON_THE_APPROVAL and facts.terms != facts.approved_terms:
        return refusals.OtherTerms()
    if to in ON_THE_APPROVAL and facts.unsigned:
        return refusals.SignatureMissing(listing(facts.unsigned), len(facts.unsigned))
    return _limit_refusal(facts, mover) if to in WITHIN_THE_LIMIT else None


def _limit_refusal(facts: Facts, mover: Mover) -> refusals.Refusal | None:
    if mover.role != Role.BDM or facts.amount is None or facts.amount <= mover.approval_limit:
        return None
    return refusals.AboveLimit(money(facts.amount), money(mover.approval_limit))


# The decision word that stands for formal approval where a decision is announced.
APPROVED = "approved"


@dataclass(frozen=True)
class Words:
    """How a status is announced: to staff, to customers, and in the subject of customers' e-mails."""

    to_staff: str
    to_customers: str
    subject: str


WORDS: dict[str, Words] = {
    Stage.INQUIRY: Words(
        "is at “Inquiry”",
        "We have received your application.",
        "We have received your application {reference}",
    ),
    Stage.PRE_APPROVAL: Words(
        "is now at “Pre-approval”",
        "We are preparing indicative terms for your loan.",
        "We are preparing indicative terms for your loan {reference}",
    ),
    Stage.VALUATION: Words(
        "is now at “Valuation”",
        "We are having the property valued.",
        "We are having the property valued for your loan {reference}",
    ),
    Stage.FORMAL_APPROVAL: Words(
        "is now at “Formal approval”", "Your loan is formally approved.", "Your loan {reference} is approved"
    ),
    Stage.SETTLEMENT: Words(
        "is now at “Settlement”",
        "Your documents are signed and settlement is booked.",
        "Settlement of your loan {reference} is booked",
    ),
    Stage.FUNDED: Words(
        "is now at “Funded”",
        "Your loan has been funded. Your repayments begin now.",
        "Your loan {reference} has been funded",
    ),
    Stage.DECLINED: Words(
        "is now at “Declined”",
        "We are unable to offer you this loan.",
        "We are unable to offer you the loan {reference}",
    ),
    Stage.WITHDRAWN: Words(
        "is now at “Withdrawn”",
        "Your application has been withdrawn.",
        "Your application {reference} has been withdrawn",
    ),
    APPROVED: Words(
        "has been approved", "Your loan is formally approved.", "Your loan {reference} is approved"
    ),
}

_REOPENED = Words(
    "is open again at “Inquiry”",
    "We have reopened your application.",
    "We have reopened your application {reference}",
)
# The same where an application did not come to a stage for the first time: stage it came from, stage.
WORDS_OF_RETURN: dict[tuple[str, str], Words] = {
    (Stage.VALUATION, Stage.PRE_APPROVAL): Words(
        "is back at “Pre-approval”",
        "We are looking at the terms of your loan again.",
        "We are looking at the terms of your loan {reference} again",
    ),
    (Stage.FORMAL_APPROVAL, Stage.VALUATION): Words(
        "is back at “Valuation”",
        "We are having the property valued again.",
        "We are having the property valued again for your loan {reference}",
    ),
    (Stage.SETTLEMENT, Stage.FORMAL_APPROVAL): Words(
        "is back at “Formal approval”",
        "Settlement did not take place. Your loan is still approved.",
        "Settlement of your loan {reference} did not take place",
    ),
    (Stage.DECLINED, Stage.INQUIRY): _REOPENED,
    (Stage.WITHDRAWN, Stage.INQUIRY): _REOPENED,
}


def words_for(status: str, came_from: str) -> Words:
    """How a status is announced; `came_from` is the stage before, or empty."""
    return WORDS_OF_RETURN.get((came_from, status), WORDS[status])


def stage_of(status: str) -> Stage:
    """The stage that a status stands for; raises UnknownStatus for anything else."""
    if status == APPROVED:
        return Stage.FORMAL_APPROVAL
    if status not in Stage.values:
        raise refusals.UnknownStatus(status, [*Stage.values, APPROVED])
    return Stage(status)
