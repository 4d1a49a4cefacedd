"""Every refusal: what it says, and that it says the same on the other side of a queue."""

import copy
import pickle

import pytest

from applications import refusals as of_loans
from applications import repayment_schedule
from users import refusals as of_people
from users.refusals import Refusal

EACH = [
    (
        of_people.CannotSwitchOff("Repayment overdue"),
        "E-mail for “Repayment overdue” cannot be switched off.",
    ),
    (of_people.NoDigestForBorrowers(), "A borrower may not choose a digest."),
    (
        of_people.NothingToSwitch("Broker", "Report ready", "e-mail"),
        "A Broker never hears of “Report ready” by e-mail.",
    ),
    (of_loans.ApplicationNotFound("HL-OMAR"), "There is no application HL-OMAR."),
    (
        of_loans.UnknownStage("limbo", ["inquiry", "funded"]),
        "There is no stage 'limbo'. A stage is one of inquiry, funded.",
    ),
    (
        of_loans.UnknownStatus("limbo", ["inquiry", "approved"]),
        "There is no status 'limbo'. A status is one of inquiry, approved.",
    ),
    (of_loans.UnknownEvent("HL-OMAR", 7, "Valuation"), "HL-OMAR has no move 7 to “Valuation”."),
    (
        of_loans.NoSuchMove("Inquiry", "Funded"),
        "An application cannot move from “Inquiry” to “Funded”.",
    ),
    (
        of_loans.NotYourMove("BDM", "Inquiry", "Withdrawn"),
        "A BDM may not move an application from “Inquiry” to “Withdrawn”.",
    ),
    (
        of_loans.ReasonRequired("Declined", "Inquiry"),
        "Moving from “Declined” to “Inquiry” needs a reason.",
    ),
    (of_loans.RequirementMissing("the LVR", 1), "The LVR is missing."),
    (of_loans.RequirementMissing("the rate and the term", 2), "The rate and the term are missing."),
    (
        of_loans.SignatureMissing("Greta", 1),
        "Greta has not signed the current formal approval.",
    ),
    (
        of_loans.SignatureMissing("Nora and Omar", 2),
        "Nora and Omar have not signed the current formal approval.",
    ),
    (
        of_loans.AboveLimit("$2.00", "$1.00"),
        "$2.00 is above your limit of $1.00: an admin has to approve it.",
    ),
    (of_loans.MovedMeanwhile("HL-OMAR"), "HL-OMAR has moved to another stage meanwhile."),
    (of_loans.AlreadyReversed(), "This payment was reversed before."),
    (of_loans.AmountNotPositive("0.00"), "A payment is more than $0.00, not 0.00."),
    (of_loans.CannotBeAssigned("Omar"), "The note cannot be assigned to Omar."),
    (of_loans.NotForBorrowers(), "A borrower may not write notes."),
    (of_loans.NoteNotFound(), "There is no such note."),
    (repayment_schedule.NoSchedule("These terms have none."), "These terms have none."),
    (Refusal("No."), "No."),
]
ids = [f"{type(refusal).__name__}-{number}" for number, (refusal, _) in enumerate(EACH)]


def every_class(root: type) -> set[type]:
    return {root}.union(*(every_class(child) for child in root.__subclasses__()))


def test_no_refusal_is_forgotten_here():
    assert {type(refusal) for refusal, _ in EACH} == every_class(Refusal)


@pytest.mark.parametrize(("refusal", "message"), EACH, ids=ids)
def test_what_a_refusal_says(refusal, message):
    assert str(refusal) == message


@pytest.mark.parametrize(("refusal", "message"), EACH, ids=ids)
@pytest.mark.parametrize(
    "sent",
    [lambda refusal: pickle.loads(pickle.dumps(refusal)), copy.copy, copy.deepcopy],  # noqa: S301 our own bytes
    ids=["pickled", "copied", "copied-deeply"],
)
def test_a_refusal_arrives_with_its_class_and_its_words(refusal, message, sent):
    arrived = sent(refusal)
    assert arrived is not refusal
    assert (type(arrived), str(arrived), arrived.args) == (type(refusal), message, (message,))
