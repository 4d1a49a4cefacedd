"""Where moves lead, and what they are called."""

import pytest

from applications.directions import Direction, direction_of, next_move, order_of, other_moves
from applications.stages import MOVES, Stage
from users.preferences import Role

ON = {
    "inquiry": "pre_approval",
    "pre_approval": "valuation",
    "valuation": "formal_approval",
    "formal_approval": "settlement",
    "settlement": "funded",
}
BACK = {("valuation", "pre_approval"), ("formal_approval", "valuation"), ("settlement", "formal_approval")}


@pytest.mark.parametrize("stage", Stage)
def test_the_usual_next_stage(stage):
    move = next_move(stage)
    assert (move and move.target.value) == ON.get(stage.value)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.source}-{move.target}")
def test_direction_of_every_move(move):
    pair = (move.source.value, move.target.value)
    expected = Direction.ON
    if move.target in ("declined", "withdrawn"):
        expected = Direction.END
    elif move.source in ("declined", "withdrawn"):
        expected = Direction.REOPEN
    elif pair in BACK:
        expected = Direction.BACK
    assert direction_of(move) == expected


@pytest.mark.parametrize(
    ("stage", "role", "orders"),
    [
        ("inquiry", Role.BROKER, ["Withdraw"]),
        ("valuation", Role.BDM, ["Move back to Pre-approval", "Decline"]),
        ("settlement", Role.ADMIN, ["Move back to Formal approval", "Withdraw"]),
        ("withdrawn", Role.ADMIN, ["Reopen at Inquiry"]),
        ("withdrawn", Role.BDM, []),
        ("valuation", Role.BORROWER, []),
        ("funded", Role.ADMIN, []),
    ],
)
def test_moves_besides_the_next(stage, role, orders):
    assert [order_of(move) for move in other_moves(Stage(stage), role)] == orders


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.source}-{move.target}")
def test_every_move_but_the_usual_next_one_needs_a_reason(move):
    # The workspace asks for a reason on the page of these moves, and on no other.
    assert move.needs_reason == (move not in [next_move(stage) for stage in Stage])
