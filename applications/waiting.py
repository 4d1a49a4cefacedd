"""What of an open application waits for its broker."""

from collections.abc import Collection, Sequence

from applications.documents.kinds import DocumentKind
from applications.stages import MOVES, REQUIREMENTS, Move, Stage
from applications.wording import listing
from users.preferences import Role

# What brokers bring, of what the stages require: names of facts. The rest is the lender's to add.
BROUGHT_BY_BROKERS = frozenset(
    {"amount", "term_months", "borrower", DocumentKind.IDENTIFICATION.value, DocumentKind.INCOME.value}
)


def move_onward(stage: Stage) -> Move | None:
    """The move to the next stage; None where an application has come to its end."""
    onward = (move for move in MOVES if move.source == stage and not move.needs_reason)
    return next((move for move in onward if move.target != Stage.WITHDRAWN), None)


def waits_for_broker(stage: Stage, *, present: Collection[str], unsigned: Sequence[str]) -> list[str]:
    """What the broker has to do before an application goes on, as sentences; none where it waits for others.

    `present` are the facts that are there, by the names of REQUIREMENTS; `unsigned` the people who have not
    signed its formal approval.
    """
    onward = move_onward(stage)
    if onward is None:
        return []
    required = REQUIREMENTS.get(onward.target, {})
    missing = [words for fact, words in required.items() if fact in BROUGHT_BY_BROKERS - set(present)]
    waiting = []
    if missing:
        words = listing(missing)
        waiting.append(f"{words[0].upper()}{words[1:]} {'is' if len(missing) == 1 else 'are'} missing.")
    if unsigned:
        waiting.append(f"{listing(unsigned)} {'has' if len(unsigned) == 1 else 'have'} not signed.")
    if onward.role == Role.BROKER and not waiting:
        waiting.append(f"Move it to “{onward.target.label}”.")
    return waiting
