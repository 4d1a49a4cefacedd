"""Every refusal: its message, also after pickling."""

import copy
import pickle

import pytest

from applications import refusals as of_loans
from common.refusals import Absent, Refusal, TextTooLong, TooLarge, UnusableText
from users import refusals as of_people
from workspace.run_again import NotRunAgain

EACH = [
    (
        of_people.CannotSwitchOff("Repayment overdue"),
        "E-mail for “Repayment overdue” cannot be switched off.",
    ),
    (of_people.NoDigestForBorrowers(), "A borrower may not choose a digest."),
    (
        of_people.NothingToSwitch("Broker", "Report ready", "e-mail"),
        "Brokers never get the e-mail notification “Report ready”.",
    ),
    (
        of_people.NothingToRetry(),
        "This e-mail cannot be sent again: it was sent, is being sent, or its text has been deleted.",
    ),
    (of_people.WrongCode(), "Wrong code."),
    (NotRunAgain("There is no longer such a task."), "There is no longer such a task."),
    (
        of_people.SecondFactorRequired(),
        "Your role needs a second factor. You can set up another app instead.",
    ),
    (of_people.TooManyTokens(10), "You already have 10 API tokens, the most you can have. Revoke one first."),
    (of_people.InvalidAddress(), "This is not an e-mail address."),
    (of_people.AddressTaken(), "This e-mail address is already in use."),
    (of_loans.PeopleAreForAdmins(), "Only an admin may change the lender's people."),
    (
        of_loans.StillLooksAfter("Ben", "3 applications"),
        "Ben still looks after 3 applications. Hand them over first.",
    ),
    (of_loans.NoLogin("Ben"), "Ben has no login."),
    (of_loans.HasLeft("to", "Ben", "BDM"), "Ben's login was deactivated. Choose another BDM."),
    (
        of_loans.HandOverFirst("Ben", "HL-OMAR"),
        "Ben's login was deactivated. Hand HL-OMAR over first.",
    ),
    (of_loans.HasLogin("Omar"), "Omar has a login already."),
    (
        of_loans.NoAddress("Omar"),
        "Omar has no e-mail address. Add it to the particulars first.",
    ),
    (
        of_loans.LoginDeactivated("Omar"),
        "Omar's login is deactivated. Reactivate it first.",
    ),
    (
        of_loans.HasLoggedIn("Omar"),
        "Omar has logged in already. “Forgotten your password?” on the log-in page sends a new link.",
    ),
    (of_loans.OwnLogin(), "This is your own login. Another admin can change it."),
    (
        of_loans.NotAlike(),
        "No payment recorded by hand may be this line any more. Book it to its loan.",
    ),
    (of_loans.NotADishonour(), "This line is not a dishonour: it takes no payment back."),
    (of_loans.NothingToTakeBack(), "This dishonour cannot take that payment back."),
    (of_loans.SettingAsideIsForAdmins(), "Only an admin may set a line in suspense aside."),
    (of_loans.ReasonToSetAside(), "Say why the line is set aside."),
    (
        of_people.LocalPartNotAscii(),
        "The part of an e-mail address before the @ may contain only unaccented letters, digits and symbols.",
    ),
    (of_people.UserNotFound(7), "There is no active user with id 7."),
    (
        of_loans.PausesOverlap("1 May 2025", "31 May 2025"),
        "The loan already has a hardship pause from 1 May 2025 to 31 May 2025. Choose days outside it.",
    ),
    (of_loans.NoteWithoutText(), "A note needs a text."),
    (
        of_loans.ReminderInThePast("16 March 2025"),
        "16 March 2025 is in the past. Choose today or a later day for the reminder.",
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
    (
        of_loans.CannotChangeAt("amount", "the amount", "Funded"),
        "The amount cannot be changed at “Funded”.",
    ),
    (
        of_loans.NotYoursToChange("amount", "Broker", "the amount", "Valuation"),
        "A broker may not change the amount at “Valuation”.",
    ),
    (of_loans.NotPossible("amount", "That is too much."), "That is too much."),
    (of_loans.PartyNotFound(), "There is no such person."),
    (of_loans.OnFileOrNew(), "Choose somebody on file, or enter somebody new: not both."),
    (of_loans.BrokerMissing(), "Say which broker brings the application in."),
    (of_loans.AlreadyAParty("Nora", "borrower"), "Nora is already a borrower of this loan."),
    (of_loans.LastBorrower("Omar"), "Omar is the only borrower. Add another borrower first."),
    (of_loans.LenderOnly("Omar"), "Only the lender may change Omar's particulars."),
    (of_loans.NotYourBroker("Cora"), "You cannot open an application for Cora."),
    (of_loans.NotABDMOf("Carl", "Bella"), "Carl does not work with Bella."),
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
    (of_loans.MovedMeanwhile("HL-OMAR"), "HL-OMAR was moved to another stage in the meantime."),
    (of_loans.AlreadyReversed(), "This payment has already bounced."),
    (of_loans.AmountNotPositive(), "The amount must be greater than $0.00."),
    (of_loans.NotFunded("HL-OMAR"), "HL-OMAR is not funded."),
    (of_loans.BankFileNotFound(7), "There is no bank file with id 7."),
    (of_loans.BankFilesAreForAdmins(), "Only an admin may import a bank file."),
    (of_loans.BankFileFaulty(1), "The bank file was refused: 1 error."),
    (of_loans.BankFileFaulty(2), "The bank file was refused: 2 errors."),
    (
        of_loans.BankFileForgotten(),
        "The contents of this bank file have been deleted. Upload it again.",
    ),
    (of_loans.BankLineNotFound(), "There is no such line in suspense."),
    (of_loans.NotMoney("it was dishonoured"), "This line cannot be booked to a loan: it was dishonoured."),
    (of_loans.CannotBeAssigned("Omar"), "The note cannot be assigned to Omar."),
    (of_loans.NotForBorrowers(), "A borrower may not write notes."),
    (of_loans.ReportNotFound(7), "There is no report with id 7."),
    (of_loans.NotYoursToRestate(), "Only an admin may restate a report."),
    (
        of_loans.NothingToRestate("1 March 2025"),
        "There is no such report for the period that starts on 1 March 2025.",
    ),
    (
        of_loans.UnknownPaper("contract", ["application_form", "formal_approval"]),
        "'contract' cannot be drawn up. Choose one of application_form, formal_approval.",
    ),
    (
        of_loans.NotYoursToAskFor("Broker", "formal approval"),
        "A broker may not ask for the formal approval.",
    ),
    (
        of_loans.NotAtThisStage("formal approval", "signed", "“Settlement”", "Declined"),
        "The formal approval can only be signed at “Settlement”; the application is at “Declined”.",
    ),
    (of_loans.DocumentNotFound(), "There is no such document."),
    (of_loans.NothingToSign("contract"), "The contract does not need a signature."),
    (
        of_loans.OldVersion("formal approval", 1, 2),
        "Version 1 of the formal approval was replaced by version 2.",
    ),
    (
        of_loans.NotAParty("Nora", "HL-OMAR"),
        "Nora is neither a borrower nor a guarantor of HL-OMAR.",
    ),
    (of_loans.NotYourSignature("Omar"), "Only Omar can sign."),
    (of_loans.SignedBefore("Omar", 1), "Omar has already signed version 1."),
    (of_loans.NotPrintable("王"), "“王” cannot be printed: our fonts do not include it."),
    (of_loans.NoteNotFound(), "There is no such note."),
    (
        of_loans.NotYourNote("Ben"),
        "You cannot change this note: Ben wrote it, and it is not assigned to you.",
    ),
    (of_loans.NoSchedule("These terms have none."), "These terms have none."),
    (of_loans.BankFileTooLarge("20 MiB"), "A bank file is limited to 20 MiB. Split it into smaller files."),
    (
        of_loans.DocumentTooLarge("15 MiB"),
        "A document is limited to 15 MiB. Scan it at a lower resolution, or split it.",
    ),
    (of_loans.FeeAfterTheEnd("HL-OMAR", "Declined"), "HL-OMAR is at “Declined”: no fee can be charged."),
    (
        of_loans.FeeInThePast("1 March 2025"),
        "1 March 2025 is in the past. Choose today or a later day for the fee.",
    ),
    (of_loans.FeeWithoutKind(), "A fee needs a kind, such as Valuation."),
    (of_loans.FeesAreForTheLender(), "Only an admin or the application's BDM may charge a fee."),
    (of_loans.IdempotencyKeyReused(), "This form was already sent with other answers. Open it again."),
    (
        of_loans.NotHandedIn("formal_approval", ["income", "contract"]),
        "'formal_approval' cannot be handed in. Choose one of income, contract.",
    ),
    (of_loans.NotYoursToHandIn("Borrower", "contract"), "A borrower may not hand in the contract."),
    (of_loans.NotYoursToPause("Broker"), "A broker may not change hardship pauses."),
    (of_loans.PauseEndsTooEarly(), "A hardship pause cannot end before it begins."),
    (
        of_loans.PauseHasBegun("1 March 2025"),
        "This hardship pause began on 1 March 2025. End it early instead.",
    ),
    (of_loans.PauseIsOver("1 March 2025"), "This hardship pause ended on 1 March 2025."),
    (of_loans.PauseNotFound(), "There is no such hardship pause."),
    (of_loans.PauseWithoutReason(), "A hardship pause needs a reason."),
    (of_loans.NotSetAside(), "This line is not set aside."),
    (of_loans.PaymentNotFound(), "There is no such payment."),
    (
        of_loans.SameMoney("$9.50 of 1 March 2025", "line 2 of May.csv", waits=False),
        "$9.50 of 1 March 2025 is booked to this loan already: line 2 of May.csv. If this is other money, "
        "record it all the same.",
    ),
    (
        of_loans.SameMoney("$9.50 of 1 March 2025", "line 2 of May.csv", waits=True),
        "$9.50 of 1 March 2025 waits in suspense already: line 2 of May.csv. If this is other money, record "
        "it all the same.",
    ),
    (
        of_loans.RecordedAlready("$9.50 of 1 March 2025"),
        "$9.50 of 1 March 2025 was recorded for this loan by hand already. If this is other money, record it "
        "all the same.",
    ),
    (
        of_loans.RecordedByHand("$9.50 of 1 March 2025", "HL-OMAR"),
        "$9.50 of 1 March 2025 was recorded for HL-OMAR by hand already. If this line is the same money, set "
        "it aside. If it is other money, book it all the same.",
    ),
    (of_loans.PaymentsAreForAdmins(), "Only an admin may record a payment or a bounce."),
    (of_loans.UnknownLoan("HL-OMAR"), "There is no application HL-OMAR."),
    (of_loans.UnknownSigner("HL-OMAR"), "Choose a borrower or a guarantor of HL-OMAR."),
    (
        of_loans.WrongFileType("a PDF, a JPEG or a PNG"),
        "This file is not a PDF, a JPEG or a PNG. Save or scan it as one of these, then upload it again.",
    ),
    (
        of_loans.WrongLastDay("1 March 2025", "5 March 2025"),
        "Choose a last day from 1 March 2025 to 5 March 2025.",
    ),
    (
        of_loans.WrongSignatureDay("14 March 2025", "17 March 2025"),
        "Choose a day from 14 March 2025, when this version was drawn up, to today, 17 March 2025.",
    ),
    (of_people.NameMissing(), "A name is needed."),
    (of_people.NoEmailSelected(), "No e-mail was selected."),
    (UnusableText("reason", "U+202E"), "The reason contains the character U+202E, which is not allowed."),
    (TextTooLong("text", 5_000), "The text is longer than 5,000 characters."),
    (TooLarge("It is too large."), "It is too large."),
    (Refusal("No."), "No."),
    (Absent("There is none."), "There is none."),
]
ids = [f"{type(refusal).__name__}-{number}" for number, (refusal, _) in enumerate(EACH)]


def every_class(root: type) -> set[type]:
    """The CRM's own; a driver has one for what a page does not say."""
    below = [child for child in root.__subclasses__() if not child.__module__.startswith("features.")]
    return {root}.union(*(every_class(child) for child in below))


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
