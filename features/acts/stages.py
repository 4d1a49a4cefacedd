"""Applications on their way through the stages."""

from features.acts.now import Now
from features.acts.values import Words
from features.restated import MOVES, NEED_A_REASON
from timeskip.explore import Act


def next_stage(now: Now, words: Words) -> list[str]:
    """The stage to which the first of the possible moves leads."""
    return [f'"{to}"' for to in list(MOVES.get(now.stage(words["borrower"]), {}))[:1]]


def stage_with_reason(now: Now, words: Words) -> list[str]:
    """Every stage to which a move needs a reason from here."""
    at = now.stage(words["borrower"])
    return [f'"{to}"' for to in MOVES.get(at, {}) if (at, to) in NEED_A_REASON]


ACTS = (
    Act("When {staff} moves {borrower}'s application to {stage}", "stages", weight=5),
    Act(
        'When {staff} moves {borrower}\'s application to {stage} because "It was a mistake"',
        "stages",
        2,
        {"stage": stage_with_reason},
    ),
    Act(
        "When Ada moves {borrower}'s application to {stage}",
        "notifications digests reports documents",
        5,
        {"stage": next_stage},
    ),
    Act(
        'When Ada moves {borrower}\'s application to {stage} because "It was a mistake"',
        "notifications digests reports documents",
        2,
        {"stage": stage_with_reason},
    ),
    Act("When {borrower}'s loan is corrected to $300,000.00", "stages documents reports"),
    Act("When Ben's approval limit is changed to $100,000.00", "stages"),
    Act(
        'When the status "approved" of {borrower}\'s application is announced', "notifications stages digests"
    ),
)
