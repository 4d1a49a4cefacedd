"""Where a move leads: on to the next stage, back, out of the pipeline, or in again; and what it entails."""

from enum import StrEnum

from applications.stages import ENDED, MOVES, Move, Stage, moves_for
from users.preferences import Role

# The way of a loan, stage by stage.
WAY = (
    Stage.INQUIRY,
    Stage.PRE_APPROVAL,
    Stage.VALUATION,
    Stage.FORMAL_APPROVAL,
    Stage.SETTLEMENT,
    Stage.FUNDED,
)


class Direction(StrEnum):
    ON = "on"
    BACK = "back"
    END = "end"
    REOPEN = "reopen"


# What people call a move.
ORDERS = {
    Direction.ON: "Move to {stage}",
    Direction.BACK: "Move back to {stage}",
    Direction.REOPEN: "Reopen at {stage}",
}
ENDS = {Stage.DECLINED: "Decline", Stage.WITHDRAWN: "Withdraw"}

# What follows a move, besides who is told.
FOLLOWS = {
    Direction.ON: "The application goes on at “{stage}”.",
    Direction.BACK: "The application goes on from “{stage}” the usual way. Nothing in its file is lost.",
    Direction.END: "The application ends. Only an admin can reopen it, at “Inquiry”.",
    Direction.REOPEN: "The application starts again at “{stage}”. Its file and its history are kept.",
}


def direction_of(move: Move) -> Direction:
    """Where a legal move leads."""
    if move.target in ENDED:
        return Direction.END
    if move.source in ENDED:
        return Direction.REOPEN
    return Direction.ON if WAY.index(move.target) > WAY.index(move.source) else Direction.BACK


def order_of(move: Move) -> str:
    """What the button or link of a move says."""
    return ENDS.get(move.target) or ORDERS[direction_of(move)].format(stage=move.target.label)


def what_follows(move: Move) -> str:
    """What a move does to the application, in a sentence."""
    return FOLLOWS[direction_of(move)].format(stage=move.target.label)


def next_move(stage: Stage) -> Move | None:
    """The usual move from a stage; None at the end of the way."""
    return next((one for one in MOVES if one.source == stage and direction_of(one) == Direction.ON), None)


def other_moves(stage: Stage, role: Role) -> list[Move]:
    """The moves of this role from a stage that do not lead on: back, out, or in again."""
    return [one for one in moves_for(stage, role) if direction_of(one) != Direction.ON]
