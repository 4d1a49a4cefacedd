"""Every refusal: its message, also after pickling."""

import copy
import pickle

import pytest

from applications import refusals as of_loans
from applications import repayment_schedule
from users import refusals as of_people
from users.refusals import Absent, Refusal, TextTooLong, TooLarge, UnusableText

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
    (
        of_people.NothingToRetry(),
        "This e-mail was sent, is being sent, or its words are no longer kept.",
    ),
    (of_people.WrongCode(), "Wrong code."),
    (
        of_people.SecondFactorRequired(),
        "Your role needs a second factor. You can set up another app instead.",
    ),
    (of_people.TooManyTokens(10), "You have 10 API tokens, and cannot have more. Revoke one first."),
    (of_people.InvalidAddress(), "This is not an e-mail address."),
    (
        of_people.LocalPartNotAscii(),
        "Before the @, an e-mail address may hold only letters without accents, digits and signs.",
    ),
    (of_people.UserNotFound(7), "There is no user with id 7 who may log in."),
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
    (of_loans.OtherTerms(), "The formal approval states other terms."),
    (of_loans.WrongValueDate("The date is too early."), "The date is too early."),
    (of_loans.MovedMeanwhile("HL-OMAR"), "HL-OMAR has moved to another stage meanwhile."),
    (of_loans.AlreadyReversed(), "This payment was reversed before."),
    (of_loans.AmountNotPositive("0.00"), "A payment is more than $0.00, not 0.00."),
    (of_loans.NotFunded("HL-OMAR"), "HL-OMAR is not funded."),
    (of_loans.BankFileNotFound(7), "There is no bank file with id 7."),
    (of_loans.BankFilesAreForAdmins(), "Only an admin may import a bank file."),
    (of_loans.BankFileFaulty(1), "The bank file was refused: 1 fault."),
    (of_loans.BankFileFaulty(2), "The bank file was refused: 2 faults."),
    (
        of_loans.BankFileForgotten(),
        "The bytes of this bank file are no longer kept: hand it in again.",
    ),
    (of_loans.BankLineNotFound(), "There is no such line in suspense."),
    (of_loans.NotMoney("it was dishonoured"), "This line is no money for a loan: it was dishonoured."),
    (of_loans.CannotBeAssigned("Omar"), "The note cannot be assigned to Omar."),
    (of_loans.NotForBorrowers(), "A borrower may not write notes."),
    (of_loans.ReportNotFound(7), "There is no report with id 7."),
    (of_loans.NotYoursToRestate(), "Only an admin may restate a report."),
    (
        of_loans.NothingToRestate("1 March 2025"),
        "There is no such report on the period that begins on 1 March 2025.",
    ),
    (
        of_loans.UnknownPaper("contract", ["application_form", "formal_approval"]),
        "'contract' cannot be drawn up. What can is one of application_form, formal_approval.",
    ),
    (
        of_loans.NotYoursToAskFor("Broker", "formal approval"),
        "A Broker may not ask for the formal approval.",
    ),
    (
        of_loans.NotAtThisStage("formal approval", "signed", "“Settlement”", "Declined"),
        "The formal approval is signed at “Settlement” only; the application is at “Declined”.",
    ),
    (of_loans.DocumentNotFound(), "There is no such document."),
    (of_loans.NothingToSign("contract"), "The contract is not for signing."),
    (
        of_loans.OldVersion("formal approval", 1, 2),
        "Version 1 of the formal approval was replaced by version 2.",
    ),
    (
        of_loans.NotAParty("Nora", "HL-OMAR"),
        "Nora is neither a borrower nor a guarantor of HL-OMAR.",
    ),
    (of_loans.NotYourSignature("Omar"), "The signature is Omar's to give."),
    (of_loans.SignedBefore("Omar", 1), "Omar has signed version 1 before."),
    (of_loans.NotPrintable("王"), "“王” cannot be printed: our typefaces have no such letter."),
    (of_loans.NoteNotFound(), "There is no such note."),
    (
        of_loans.NotYourNote("Ben"),
        "You cannot change this note: Ben wrote it, and it is not assigned to you.",
    ),
    (repayment_schedule.NoSchedule("These terms have none."), "These terms have none."),
    (of_loans.BankFileTooLarge("20 MiB"), "A bank file has at most 20 MiB: split it."),
    (UnusableText("reason", "U+202E"), "The reason holds the character U+202E, which cannot be used."),
    (TextTooLong("text", 5_000), "The text is longer than 5,000 characters."),
    (TooLarge("It is too large."), "It is too large."),
    (Refusal("No."), "No."),
    (Absent("There is none."), "There is none."),
]
ids = [f"{type(refusal).__name__}-{number}" for number, (refusal, _) in enumerate(EACH)]


def every_class(root: type) -> set[type]:
    return {root}.union(*(every_class(child) for child in root.__subclasses__()))


def test_every_refusal_is_tested():
    assert {type(refusal) for refusal, _ in EACH} == every_class(Refusal)


@pytest.mark.parametrize(("refusal", "message"), EACH, ids=ids)
def test_message_of_each_refusal(refusal, message):
    assert str(refusal) == message


@pytest.mark.parametrize(("refusal", "message"), EACH, ids=ids)
@pytest.mark.parametrize(
    "sent",
    [lambda refusal: pickle.loads(pickle.dumps(refusal)), copy.copy, copy.deepcopy],  # noqa: S301 our own bytes
    ids=["pickled", "copied", "copied-deeply"],
)
def test_refusal_survives_pickling(refusal, message, sent):
    arrived = sent(refusal)
    assert arrived is not refusal
    assert (type(arrived), str(arrived), arrived.args) == (type(refusal), message, (message,))
