"""The papers that the CRM draws up itself: at which stages, for whom, and what each needs.

And those that people hand in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from applications import refusals
from applications.documents.kinds import DocumentKind
from applications.stages import FUNDING_DATE, TERMS, Stage
from applications.wording import listing
from users.preferences import Role

BORROWER = {"borrower": "a borrower"}


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of document that is drawn up from the application's data."""

    kind: DocumentKind
    # Where the application stands when it is drawn up, and signed where it is for signing.
    stages: tuple[Stage, ...]
    # Who may ask for it besides admins and BDMs.
    askers: frozenset[Role] = frozenset()
    # Names of facts, and how a person says them.
    needs: Mapping[str, str]
    signed: bool = False
    # It holds people's data: each borrower gets a copy of their own.
    personal: bool = False
    # It is long, and often nobody opens it: its file is drawn when somebody does.
    drawn_when_opened: bool = False

    def is_for(self, role: Role) -> bool:
        """Whether somebody of this role may ask for it."""
        return role in {Role.ADMIN, Role.BDM, *self.askers}


PAPERS = (
    Paper(
        kind=DocumentKind.APPLICATION_FORM,
        # Until there is a contract: what was applied for is not written anew after that.
        stages=(
            Stage.INQUIRY,
            Stage.PRE_APPROVAL,
            Stage.VALUATION,
            Stage.FORMAL_APPROVAL,
            Stage.SETTLEMENT,
        ),
        askers=frozenset({Role.BROKER}),
        needs={"amount": TERMS["amount"], **BORROWER},
        personal=True,
    ),
    Paper(
        kind=DocumentKind.INDICATIVE_LETTER,
        # Once there is an offer, terms that bind nobody would only contradict it.
        stages=(Stage.PRE_APPROVAL, Stage.VALUATION),
        needs={**TERMS, **BORROWER},
    ),
    Paper(
        kind=DocumentKind.FORMAL_APPROVAL,
        stages=(Stage.FORMAL_APPROVAL, Stage.SETTLEMENT),
        needs={**TERMS, **BORROWER},
        signed=True,
    ),
    Paper(
        kind=DocumentKind.REPAYMENT_SCHEDULE,
        stages=(Stage.FUNDED,),
        askers=frozenset({Role.BROKER, Role.BORROWER}),
        needs={
            **TERMS,
            **BORROWER,
            **FUNDING_DATE,
            "repayment": "a repayment",
        },
        drawn_when_opened=True,
    ),
)

# All of them are written to the customer; what others hand in for the file is not the customer's to see.
CUSTOMER_KINDS = tuple(paper.kind for paper in PAPERS)
SIGNED_KINDS = tuple(paper.kind for paper in PAPERS if paper.signed)
# Of these a borrower never sees the whole, only the borrower's own copy.
PERSONAL_KINDS = tuple(paper.kind for paper in PAPERS if paper.personal)


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """One kind of document that people hand in."""

    kind: DocumentKind
    # Who may hand it in besides admins and BDMs.
    askers: frozenset[Role]

    def is_for(self, role: Role) -> bool:
        """Whether somebody of this role may hand it in."""
        return role in {Role.ADMIN, Role.BDM, *self.askers}


HANDED_IN = (
    HandedIn(kind=DocumentKind.IDENTIFICATION, askers=frozenset({Role.BROKER, Role.BORROWER})),
    HandedIn(kind=DocumentKind.INCOME, askers=frozenset({Role.BROKER, Role.BORROWER})),
    # The lender writes it: staff or the broker check that it came back as it was sent.
    HandedIn(kind=DocumentKind.CONTRACT, askers=frozenset({Role.BROKER})),
)


def paper_of(kind: str) -> Paper:
    """The paper of this kind; raises UnknownPaper for what does not exist or is only ever handed in."""
    for paper in PAPERS:
        if paper.kind == kind:
            return paper
    raise refusals.UnknownPaper(kind, CUSTOMER_KINDS)


def papers_for(stage: Stage, role: Role) -> list[Paper]:
    """The papers that somebody of this role may ask for at a stage, where nothing is missing."""
    return [paper for paper in PAPERS if stage in paper.stages and paper.is_for(role)]


def kinds_to_hand_in(role: Role) -> list[DocumentKind]:
    """The kinds of document that somebody of this role may hand in."""
    return [one.kind for one in HANDED_IN if one.is_for(role)]


def refusal_to_hand_in(kind: str, *, role: Role) -> refusals.Refusal | None:
    """Why somebody of `role` does not hand in a document of this kind; None where they do."""
    found = next((one for one in HANDED_IN if one.kind == kind), None)
    if found is None:
        return refusals.NotHandedIn(kind, [one.kind for one in HANDED_IN])
    return None if found.is_for(role) else refusals.NotYoursToHandIn(role.label, found.kind.label.lower())


def refusal_to_draw_up(
    paper: Paper, *, role: Role, stage: Stage, present: Collection[str]
) -> refusals.Refusal | None:
    """Why a paper is not drawn up for somebody of `role`; None where it is.

    `present` are the facts that the application has, by the names of `needs`.
    """
    if not paper.is_for(role):
        return refusals.NotYoursToAskFor(role.label, _name(paper))
    if stage not in paper.stages:
        return refusals.NotAtThisStage(_name(paper), "drawn up", _named(paper.stages), stage.label)
    missing = [words for fact, words in paper.needs.items() if fact not in present]
    if missing:
        return refusals.RequirementMissing(listing(missing), len(missing))
    return None


def refusal_to_sign(
    kind: DocumentKind, *, stage: Stage, version: int, newest: int, same_terms: bool
) -> refusals.Refusal | None:
    """Why nobody signs this version of a document now; None where it can be signed."""
    paper = next((paper for paper in PAPERS if paper.kind == kind and paper.signed), None)
    if paper is None:
        return refusals.NothingToSign(kind.label.lower())
    if stage not in paper.stages:
        return refusals.NotAtThisStage(_name(paper), "signed", _named(paper.stages), stage.label)
    if version < newest:
        return refusals.OldVersion(_name(paper), version, newest)
    return None if same_terms else refusals.OtherTerms()


def _name(paper: Paper) -> str:
    return paper.kind.label.lower()


def _named(stages: Collection[Stage]) -> str:
    return listing([f"“{stage.label}”" for stage in stages])
