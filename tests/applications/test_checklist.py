"""The checklist agrees with the moves: it is empty where the BDM's move is not refused, and nowhere else."""

from decimal import Decimal
from itertools import product

import pytest

from applications.checklist import Act, open_items
from applications.stages import Facts, Mover, Stage, refusal_for
from users.preferences import Role

WAY = [
    ("pre_approval", "valuation"),
    ("valuation", "formal_approval"),
    ("formal_approval", "settlement"),
    ("settlement", "funded"),
]
COMPLETE = frozenset(
    {
        *("amount", "term_months", "annual_rate", "borrower", "valuation", "funding_date"),
        *("identification", "income", "contract", "formal_approval"),
    }
)
LIMIT = Decimal(500_000)
TERMS = {"amount": "1.00"}
# What may be wrong with a file, each on its own and together with every other.
TROUBLES = [
    {"present": COMPLETE - {"valuation", "contract"}},
    {"present": COMPLETE - {"borrower", "formal_approval"}},
    {"unsigned": ("Greta",)},
    {"approved_terms": {"amount": "2.00"}},
    {"amount": LIMIT + 1},
]


@pytest.mark.parametrize("move", WAY, ids="-".join)
@pytest.mark.parametrize("there", list(product([False, True], repeat=len(TROUBLES))))
def test_something_is_to_do_where_the_move_is_refused(move, there):
    facts = {"amount": LIMIT, "present": COMPLETE, "terms": TERMS, "approved_terms": TERMS}
    for trouble, is_there in zip(TROUBLES, there, strict=True):
        facts |= trouble if is_there else {}
    source, target = map(Stage, move)
    facts = Facts(stage=source, **facts)
    refused = refusal_for(facts, target, Mover(role=Role.BDM, approval_limit=LIMIT))
    assert bool(open_items(facts, to=target, bdm="Ben", limit=LIMIT)) == (refused is not None)


@pytest.mark.parametrize(
    ("fact", "act", "roles"),
    [
        ("valuation", Act.TERMS, {"bdm", "admin"}),
        ("borrower", Act.PARTIES, {"bdm", "admin"}),
        ("income", Act.UPLOAD, {"broker", "bdm", "admin"}),
    ],
)
def test_whose_task_a_missing_part_is(fact, act, roles):
    facts = Facts(stage=Stage.VALUATION, amount=LIMIT, present=COMPLETE - {fact})
    (item,) = open_items(facts, to=Stage.FORMAL_APPROVAL, bdm="Ben", limit=LIMIT)
    assert (item.act, item.subject, item.roles) == (act, fact, roles)
