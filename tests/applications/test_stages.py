"""Every move between stages, allowed or not, and its requirements."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from applications import refusals
from applications.documents.kinds import DocumentKind
from applications.models.application import new_reference
from applications.stages import (
    MOVES,
    WORDS,
    WORDS_OF_RETURN,
    Facts,
    Mover,
    Stage,
    refusal_for,
    stage_of,
)
from users.preferences import Role

# From → to, by hand, with who may and whether they have to say why. Admins may all.
TABLE = {
    "inquiry": {
        "pre_approval": "broker",
        "declined": "bdm with a reason",
        "withdrawn": "broker with a reason",
    },
    "pre_approval": {
        "valuation": "bdm",
        "declined": "bdm with a reason",
        "withdrawn": "broker with a reason",
    },
    "valuation": {
        "formal_approval": "bdm",
        "pre_approval": "bdm with a reason",
        "declined": "bdm with a reason",
        "withdrawn": "broker with a reason",
    },
    "formal_approval": {
        "settlement": "bdm",
        "valuation": "bdm with a reason",
        "declined": "bdm with a reason",
        "withdrawn": "broker with a reason",
    },
    "settlement": {
        "funded": "bdm",
        "formal_approval": "bdm with a reason",
        "withdrawn": "broker with a reason",
    },
    "funded": {},
    "declined": {"inquiry": "admin with a reason"},
    "withdrawn": {"inquiry": "admin with a reason"},
}
LEGAL = [(source, target) for source, targets in TABLE.items() for target in targets]
ILLEGAL = [pair for pair in product(TABLE, TABLE) if pair not in LEGAL]
REASONED = [(source, target) for source, target in LEGAL if TABLE[source][target].endswith("reason")]

# What a file that lacks nothing holds.
COMPLETE = frozenset(
    {
        *("amount", "term_months", "annual_rate", "borrower", "valuation", "funding_date"),
        *("identification", "income", "formal_approval", "contract"),
    }
)
# What a stage requires of it.
REQUIRED = {
    "formal_approval": {
        *("amount", "term_months", "annual_rate", "borrower", "valuation"),
        *("identification", "income"),
    },
    "settlement": {"formal_approval"},
    "funded": {"funding_date", "contract"},
}


def facts(*, stage, amount="250000", lacking=(), unsigned=()) -> Facts:
    return Facts(
        stage=Stage(stage),
        amount=None if amount is None else Decimal(amount),
        present=COMPLETE - set(lacking),
        unsigned=unsigned,
    )


def mover(*, role, reason="They asked.", limit="1000000") -> Mover:
    return Mover(role=Role(role), reason=reason, approval_limit=Decimal(limit))


def words_of(refusal) -> tuple[type, str]:
    return type(refusal), str(refusal)


class TestTable:
    def test_moves_are_those_of_the_table(self):
        assert sorted((move.source.value, move.target.value) for move in MOVES) == sorted(LEGAL)

    def test_every_stage_is_in_the_table(self):
        assert Stage.values == list(TABLE)

    @pytest.mark.parametrize(("source", "target"), LEGAL)
    @pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
    def test_only_its_own_role_and_admins_make_a_move(self, source, target, role):
        owner = TABLE[source][target].removesuffix(" with a reason")
        refusal = refusal_for(facts(stage=source), Stage(target), mover(role=role))
        if role in (owner, "admin"):
            assert refusal is None
        else:
            assert isinstance(refusal, refusals.NotYourMove)

    @pytest.mark.parametrize(("source", "target"), ILLEGAL)
    @pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
    def test_nobody_makes_a_move_that_is_not_in_the_table(self, source, target, role):
        refusal = refusal_for(facts(stage=source), Stage(target), mover(role=role))
        assert isinstance(refusal, refusals.NoSuchMove)

    def test_refusal_of_an_unknown_move(self):
        refusal = refusal_for(facts(stage="pre_approval"), Stage.FUNDED, mover(role="admin"))
        assert str(refusal) == "An application cannot move from “Pre-approval” to “Funded”."


def test_kinds_of_document():
    assert DocumentKind.choices == [
        ("application_form", "Application form"),
        ("indicative_letter", "Indicative letter"),
        ("formal_approval", "Formal approval"),
        ("repayment_schedule", "Repayment schedule"),
        ("identification", "Identification"),
        ("income", "Proof of income"),
        ("contract", "Contract"),
    ]


class TestReasons:
    @pytest.mark.parametrize(("source", "target"), LEGAL)
    @pytest.mark.parametrize("reason", ["", " \n\t"])
    def test_only_moves_forward_require_no_reason(self, source, target, reason):
        refusal = refusal_for(facts(stage=source), Stage(target), mover(role="admin", reason=reason))
        assert isinstance(refusal, refusals.ReasonRequired) == ((source, target) in REASONED)

    def test_role_is_checked_before_the_reason(self):
        refusal = refusal_for(facts(stage="valuation"), Stage.PRE_APPROVAL, mover(role="broker", reason=""))
        assert words_of(refusal) == (
            refusals.NotYourMove,
            "A broker may not move an application from “Valuation” to “Pre-approval”.",
        )


class TestRequirements:
    @pytest.mark.parametrize(("source", "target"), LEGAL)
    @pytest.mark.parametrize("fact", sorted(COMPLETE))
    def test_requirements_of_each_move(self, source, target, fact):
        refusal = refusal_for(facts(stage=source, lacking=[fact]), Stage(target), mover(role="admin"))
        # What needs a reason approves nothing anew.
        required = () if (source, target) in REASONED else REQUIRED.get(target, ())
        assert isinstance(refusal, refusals.RequirementMissing) == (fact in required)

    def test_missing_requirements_of_an_empty_application(self):
        missing = {
            target: str(refusal_for(facts(stage=source, lacking=COMPLETE), Stage(target), mover(role="bdm")))
            for source, target in [
                ("valuation", "formal_approval"),
                ("formal_approval", "settlement"),
                ("settlement", "funded"),
            ]
        }
        assert missing == {
            "formal_approval": "The amount, the term, the rate, a borrower, the valuation, the "
            "identification and the proof of income are missing.",
            "settlement": "The formal approval document is missing.",
            "funded": "The funding date and the contract are missing.",
        }

    @pytest.mark.parametrize("target", ["declined", "withdrawn", "pre_approval"])
    def test_empty_application_can_leave_valuation(self, target):
        empty = facts(stage="valuation", amount=None, lacking=COMPLETE, unsigned=("Omar",))
        assert refusal_for(empty, Stage(target), mover(role="admin")) is None

    def test_requirements_apply_to_admins(self):
        refusal = refusal_for(
            facts(stage="settlement", lacking=["contract"]), Stage.FUNDED, mover(role="admin")
        )
        assert words_of(refusal) == (refusals.RequirementMissing, "The contract is missing.")

    @pytest.mark.parametrize(
        ("source", "target", "refused"),
        [
            ("valuation", "formal_approval", False),
            ("formal_approval", "settlement", True),
            ("settlement", "funded", True),
            ("settlement", "formal_approval", False),
            ("formal_approval", "withdrawn", False),
        ],
    )
    def test_signatures_are_required_until_funding(self, source, target, refused):
        refusal = refusal_for(facts(stage=source, unsigned=("Omar",)), Stage(target), mover(role="admin"))
        assert isinstance(refusal, refusals.SignatureMissing) == refused

    @pytest.mark.parametrize(("source", "target"), LEGAL)
    @pytest.mark.parametrize("approved", [{"amount": "250000.00"}, None])
    def test_changed_terms_block_settlement_and_funding(self, source, target, approved):
        changed = replace(facts(stage=source), terms={"amount": "250000.01"}, approved_terms=approved)
        refusal = refusal_for(changed, Stage(target), mover(role="admin"))
        assert isinstance(refusal, refusals.OtherTerms) == (target in ("settlement", "funded"))

    def test_approved_terms_allow_settlement(self):
        terms = {"amount": "250000.00"}
        same = replace(facts(stage="formal_approval"), terms=terms, approved_terms=dict(terms))
        assert refusal_for(same, Stage.SETTLEMENT, mover(role="admin")) is None

    def test_a_missing_document_comes_before_missing_signatures(self):
        unsigned = facts(stage="formal_approval", lacking=["formal_approval"], unsigned=("Omar",))
        refusal = refusal_for(unsigned, Stage.SETTLEMENT, mover(role="bdm"))
        assert str(refusal) == "The formal approval document is missing."


class TestLimit:
    @pytest.mark.parametrize(
        ("amount", "refused"),
        [("249999.99", False), ("250000.00", False), ("250000.01", True)],
    )
    def test_a_bdm_approves_up_to_the_limit_and_not_a_cent_more(self, amount, refused):
        refusal = refusal_for(
            facts(stage="valuation", amount=amount),
            Stage.FORMAL_APPROVAL,
            mover(role="bdm", limit="250000.00"),
        )
        assert isinstance(refusal, refusals.AboveLimit) == refused

    def test_a_bdm_without_a_limit_approves_nothing(self):
        nobody = Mover(role=Role.BDM)
        refusal = refusal_for(facts(stage="valuation", amount="0.01"), Stage.FORMAL_APPROVAL, nobody)
        assert words_of(refusal) == (
            refusals.AboveLimit,
            "$0.01 is above your limit of $0.00: an admin has to approve it.",
        )

    def test_an_admin_has_no_limit(self):
        admin = mover(role="admin", limit="0")
        large = facts(stage="valuation", amount="999999999.99")
        assert refusal_for(large, Stage.FORMAL_APPROVAL, admin) is None

    @pytest.mark.parametrize(
        ("source", "target"),
        [
            (source, target)
            for source, target in LEGAL
            if TABLE[source][target].startswith("bdm")
            and (target not in ("formal_approval", "settlement", "funded") or (source, target) in REASONED)
        ],
    )
    def test_limit_applies_to_approval_only(self, source, target):
        assert refusal_for(facts(stage=source), Stage(target), mover(role="bdm", limit="0")) is None

    @pytest.mark.parametrize(
        ("source", "target"), [("formal_approval", "settlement"), ("settlement", "funded")]
    )
    @pytest.mark.parametrize(
        ("amount", "refused"),
        [("249999.99", False), ("250000.00", False), ("250000.01", True), (None, False)],
    )
    def test_limit_applies_until_funding(self, source, target, amount, refused):
        refusal = refusal_for(
            facts(stage=source, amount=amount), Stage(target), mover(role="bdm", limit="250000.00")
        )
        assert isinstance(refusal, refusals.AboveLimit) == refused

    def test_missing_amount_is_not_compared_with_the_limit(self):
        incomplete = facts(stage="valuation", amount=None, lacking=["amount"])
        refusal = refusal_for(incomplete, Stage.FORMAL_APPROVAL, mover(role="bdm", limit="0"))
        assert words_of(refusal) == (refusals.RequirementMissing, "The amount is missing.")


class TestStatuses:
    @pytest.mark.parametrize("status", list(TABLE))
    def test_stage_of_its_own_name(self, status):
        stage = stage_of(status)
        assert (stage.value, type(stage)) == (status, Stage)

    def test_stage_of_approved_is_formal_approval(self):
        assert stage_of("approved").value == "formal_approval"

    @pytest.mark.parametrize("status", ["", "Approved", "Formal approval", "rejected", " approved"])
    def test_unknown_stage_is_refused_with_the_known_ones(self, status):
        with pytest.raises(refusals.UnknownStatus) as refused:
            stage_of(status)
        assert str(refused.value) == (
            f"There is no status {status!r}. A status is one of inquiry, pre_approval, valuation, "
            "formal_approval, settlement, funded, declined, withdrawn, approved."
        )


class TestWords:
    """Mail programs on phones cut a subject after some 70 characters."""

    ALL = {**WORDS, **WORDS_OF_RETURN}

    @pytest.mark.parametrize("status", list(ALL), ids=str)
    def test_subject_names_the_loan_and_is_short(self, status):
        subject = self.ALL[status].subject.format(reference=new_reference())
        assert re.search(r"\bHL-[A-Z0-9]{8}\b", subject)
        assert len(subject) <= 70

    def test_subjects_tell_moves_apart_that_mean_something_else(self):
        by_subject = {words.subject: words.to_customers for words in self.ALL.values()}
        assert len(by_subject) == len({words.to_customers for words in self.ALL.values()})
