"""What of an open application waits for its broker."""

from collections.abc import Collection, Sequence

from applications.directions import next_move, order_of
from applications.documents.kinds import DocumentKind
from applications.stages import REQUIREMENTS, Stage
from applications.wording import listing
from users.preferences import Role

# What brokers still bring once the lender has an application; its terms and people are the lender's by then.
BROUGHT_BY_BROKERS = frozenset({DocumentKind.IDENTIFICATION.value, DocumentKind.INCOME.value})


def waits_for_broker(stage: Stage, *, present: Collection[str], unsigned: Sequence[str]) -> list[str]:
    """What the broker has to do before an application goes on, as sentences; none where it waits for others.

    `present` are the facts that are there, by the names of REQUIREMENTS; `unsigned` the people who have not
    signed its formal approval.
    """
    onward = next_move(stage)
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
        waiting.append(f"{order_of(onward)}.")
    return waiting
