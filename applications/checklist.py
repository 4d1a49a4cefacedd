"""What an application lacks for a stage, item by item: what to do, and whose task it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from applications import refusals
from applications.changes import MAY_CHANGE, may_change
from applications.directions import next_move
from applications.documents.kinds import DocumentKind
from applications.stages import ON_THE_APPROVAL, REQUIREMENTS, WITHIN_THE_LIMIT, Facts, Stage
from applications.wording import money
from users.preferences import STAFF, Role


class Act(StrEnum):
    """What has to be done."""

    TERMS = "terms"
    PARTIES = "parties"
    UPLOAD = "upload"
    DRAW_UP = "draw_up"
    SIGN = "sign"
    APPROVE = "approve"


# Who hands in papers, who draws them up and records signatures, and who goes beyond a BDM's limit.
ROLES = {
    Act.UPLOAD: frozenset({*STAFF, Role.BROKER}),
    Act.DRAW_UP: frozenset(STAFF),
    Act.SIGN: frozenset(STAFF),
    Act.APPROVE: frozenset({Role.ADMIN}),
}
# Facts of REQUIREMENTS that are no documents → what of the application changes when they are added.
CHANGED = {"borrower": "parties"}
# Parts of the file that the CRM draws up itself; people hand in the others.
DRAWN_UP = frozenset({DocumentKind.FORMAL_APPROVAL.value})


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do. `subject` is the missing fact, or the name of somebody who has not signed."""

    act: Act
    subject: str
    words: str
    roles: frozenset[Role]


def open_items(facts: Facts, *, to: Stage, bdm: str, limit: Decimal) -> list[Item]:
    """What is to be done before an application enters a stage, in the order in which a move is refused.

    `bdm` is the name of its BDM, who may approve up to `limit` dollars.
    """
    return [*_missing(facts, to), *_on_the_approval(facts, to), *_above_the_limit(facts, to, bdm, limit)]


def needed_later(facts: Facts, *, to: Stage) -> tuple[Stage, list[str]] | None:
    """The first stage after `to` on the usual way that lacks something, and what; None where none does."""
    move = next_move(to)
    while move:
        needed = REQUIREMENTS.get(move.target, {})
        if missing := [name for fact, name in needed.items() if fact not in facts.present | DRAWN_UP]:
            return move.target, missing
        move = next_move(move.target)
    return None


def _missing(facts: Facts, to: Stage) -> Iterator[Item]:
    for fact, name in REQUIREMENTS.get(to, {}).items():
        if fact in facts.present:
            continue
        words = str(refusals.RequirementMissing(name, 1))
        what = CHANGED.get(fact, fact)
        if what in MAY_CHANGE:
            act = Act.PARTIES if what == "parties" else Act.TERMS
            roles = frozenset(one for one in Role if may_change(what, role=one, stage=facts.stage))
        else:
            act = Act.DRAW_UP if fact in DRAWN_UP else Act.UPLOAD
            roles = ROLES[act]
        yield Item(act=act, subject=fact, words=words, roles=roles)


def _on_the_approval(facts: Facts, to: Stage) -> Iterator[Item]:
    if to not in ON_THE_APPROVAL:
        return
    if facts.terms != facts.approved_terms:
        kind, words = DocumentKind.FORMAL_APPROVAL.value, f"{refusals.OtherTerms()} It needs a new version."
        yield Item(act=Act.DRAW_UP, subject=kind, words=words, roles=ROLES[Act.DRAW_UP])
        return  # everybody who is missing signs the new version
    for name in facts.unsigned:
        words = str(refusals.SignatureMissing(name, 1))
        yield Item(act=Act.SIGN, subject=name, words=words, roles=ROLES[Act.SIGN])


def _above_the_limit(facts: Facts, to: Stage, bdm: str, limit: Decimal) -> Iterator[Item]:
    if to in WITHIN_THE_LIMIT and facts.amount is not None and facts.amount > limit:
        words = f"{money(facts.amount)} is above {bdm}'s limit of {money(limit)}."
        yield Item(act=Act.APPROVE, subject="amount", words=words, roles=ROLES[Act.APPROVE])
