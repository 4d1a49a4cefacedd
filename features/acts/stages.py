"""Applications on their way through the stages, and what is changed about them."""

from features.acts.now import PAGE_READER, Now
from features.acts.values import Words, seen
from features.restated import MOVES, NEED_A_REASON
from features.words import STAGES
from timeskip.explore import Act


def next_stage(now: Now, words: Words) -> list[str]:
    """The stage to which the first of the possible moves leads."""
    return [f'"{to}"' for to in list(MOVES.get(seen(now, words), {}))[:1]]


def stage_with_reason(now: Now, words: Words) -> list[str]:
    """Every stage to which a move needs a reason from here."""
    at = seen(now, words)
    return [f'"{to}"' for to in MOVES.get(at, {}) if (at, to) in NEED_A_REASON]


def out_of_the_way(now: Now, words: Words) -> list[str]:
    """The last of the stages to which no move leads from here."""
    at = seen(now, words)
    return [f'"{to}"' for to in STAGES if to != at and to not in MOVES.get(at, {})][-1:]


def has_a_page(now: Now) -> bool:
    """Whether the application is still Ben's, and the page that he has open moves it on."""
    is_his = now.world.applications.of("Omar").bdm == now.world.people.person(PAGE_READER).party
    return is_his and bool(now.stages_on_page(PAGE_READER))


ACTS = (
    Act("When {staff} moves {borrower}'s application to {stage}", "stages", weight=5),
    Act(
        'When {staff} moves {borrower}\'s application to {stage} because "It was a mistake"',
        "stages",
        2,
        {"staff": ("Ada", "Ben"), "stage": stage_with_reason},
    ),
    Act("When Ada moves {borrower}'s application to {stage}", "stages", values={"stage": out_of_the_way}),
    Act(
        "When Ada moves {borrower}'s application to {stage}",
        "notifications digests reports documents access",
        5,
        {"stage": next_stage},
    ),
    Act(
        'When Ada moves {borrower}\'s application to {stage} because "It was a mistake"',
        "notifications digests reports documents",
        2,
        {"stage": stage_with_reason},
    ),
    Act("When {borrower}'s loan is corrected to $300,000.00", "documents reports"),
    Act(
        'When Ben changes the "amount" of {borrower}\'s application to {amount}',
        "stages",
        values={"amount": ('"$250,000.01"',)},
    ),
    Act("When Ben's approval limit is changed to $100,000.00", "stages"),
    Act(
        'When Ben moves {borrower}\'s application to {stage} because "The income is too low"',
        "access",
        2,
        {"borrower": ("Omar",), "stage": stage_with_reason},
    ),
    Act("When Ben makes the next move that the page shows", "access", 2, when=has_a_page),
    Act("When Ada hands Omar's application over to {other}", "access", 2, {"other": ("Carl", "Bob")}),
    Act(
        'When the status "approved" of {borrower}\'s application is announced', "notifications stages digests"
    ),
)
