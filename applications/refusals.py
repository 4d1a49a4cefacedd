"""The refusals of the applications app. Each message says why something was refused."""

from collections.abc import Sequence

from common.refusals import Absent, Refusal, TooLarge


def _in_a_sentence(role: str) -> str:
    # “BDM” is an abbreviation; the other roles are words.
    return role if role.isupper() else role.lower()


class ApplicationNotFound(Absent):
    """The application does not exist, or the user may not see it."""

    def __init__(self, application: object):
        super().__init__(f"There is no application {application}.")


class UnknownStage(Refusal):
    """The stage does not exist."""

    def __init__(self, stage: str, known: Sequence[str]):
        super().__init__(f"There is no stage {stage!r}. A stage is one of {', '.join(known)}.")


class UnknownStatus(Refusal):
    """The status does not exist. Nobody was notified."""

    def __init__(self, status: str, known: Sequence[str]):
        super().__init__(f"There is no status {status!r}. A status is one of {', '.join(known)}.")


class UnknownEvent(Refusal):
    """The application has no such stage event. Nobody was notified."""

    def __init__(self, reference: str, event_id: int, stage: str):
        super().__init__(f"{reference} has no move {event_id} to “{stage}”.")


class NoSuchMove(Refusal):
    """No move leads from one stage to the other."""

    def __init__(self, source: str, target: str):
        super().__init__(f"An application cannot move from “{source}” to “{target}”.")


class NotYourMove(Refusal):
    """The user's role may not make this move."""

    def __init__(self, role: str, source: str, target: str):
        super().__init__(
            f"A {_in_a_sentence(role)} may not move an application from “{source}” to “{target}”."
        )


class ReasonRequired(Refusal):
    """A decline, a move back or a reopening needs a reason."""

    field = "reason"

    def __init__(self, source: str, target: str):
        super().__init__(f"Moving from “{source}” to “{target}” needs a reason.")


class RequirementMissing(Refusal):
    """The application lacks a term, a party or a document that the next step needs."""

    def __init__(self, missing: str, count: int):
        super().__init__(f"{missing[0].upper()}{missing[1:]} {'is' if count == 1 else 'are'} missing.")


class SignatureMissing(Refusal):
    """A borrower or guarantor has not signed the current formal approval."""

    def __init__(self, names: str, count: int):
        super().__init__(f"{names} {'has' if count == 1 else 'have'} not signed the current formal approval.")


class OtherTerms(Refusal):
    """The amount, term, rate, frequency or parties have changed since the formal approval."""

    def __init__(self):
        super().__init__("The formal approval states other terms.")


class AboveLimit(Refusal):
    """The amount exceeds the BDM's approval limit."""

    def __init__(self, amount: str, limit: str):
        super().__init__(f"{amount} is above your limit of {limit}: an admin has to approve it.")


class CannotChangeAt(Refusal):
    """At this stage nobody changes it."""

    def __init__(self, field: str, what: str, stage: str):
        super().__init__(f"{what[0].upper()}{what[1:]} cannot be changed at “{stage}”.")
        self.field = field


class NotYoursToChange(Refusal):
    """The user's role may not change it at this stage."""

    def __init__(self, field: str, role: str, what: str, stage: str):
        super().__init__(f"A {_in_a_sentence(role)} may not change {what} at “{stage}”.")
        self.field = field


class NotPossible(Refusal):
    """An amount, a day or a number cannot be; the message says which can."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


class PartyNotFound(Absent):
    """The borrower or guarantor does not exist, or the user may not see them."""

    def __init__(self):
        super().__init__("There is no such person.")


class PeopleAreForAdmins(Refusal):
    """Only an admin changes the lender's people."""

    def __init__(self):
        super().__init__("Only an admin may change the lender's people.")


class StillLooksAfter(Refusal):
    """Somebody who leaves has to hand over first what needs somebody."""

    def __init__(self, name: str, what: str):
        super().__init__(f"{name} still looks after {what}. Hand them over first.")


class NoLogin(Refusal):
    """The person has no login that could be deactivated."""

    def __init__(self, name: str):
        super().__init__(f"{name} has no login.")


class OwnLogin(Refusal):
    """An admin who locked themselves out could not undo it."""

    def __init__(self):
        super().__init__("This is your own login. Another admin can change it.")


class OnFileOrNew(Refusal):
    """Whoever joins a loan is on file, or new: one of the two."""

    def __init__(self):
        super().__init__("Choose somebody on file, or enter somebody new: not both.")


class BrokerMissing(Refusal):
    """Every application comes in through a broker."""

    field = "broker"

    def __init__(self):
        super().__init__("Say which broker brings the application in.")


class AlreadyAParty(Refusal):
    """The person is in this loan already."""

    field = "known"

    def __init__(self, name: str, role: str):
        super().__init__(f"{name} is already a {role} of this loan.")


class LastBorrower(Refusal):
    """An application without a borrower belongs to nobody."""

    def __init__(self, name: str):
        super().__init__(f"{name} is the only borrower. Add another borrower first.")


class LenderOnly(Refusal):
    """The person's particulars are no longer, or not only, this broker's to change."""

    def __init__(self, name: str):
        super().__init__(f"Only the lender may change {name}'s particulars.")


class NotYourBroker(Refusal):
    """The user may not open an application for this broker."""

    field = "broker"

    def __init__(self, name: str):
        super().__init__(f"You cannot open an application for {name}.")


class NotABDMOf(Refusal):
    """The BDM does not work with the broker."""

    field = "bdm"

    def __init__(self, bdm: str, broker: str):
        super().__init__(f"{bdm} does not work with {broker}.")


class MovedMeanwhile(Refusal):
    """Another user moved the application first."""

    def __init__(self, reference: str):
        super().__init__(f"{reference} was moved to another stage in the meantime.")


class NotForBorrowers(Refusal):
    """Borrowers may not write, change or finish notes."""

    def __init__(self):
        super().__init__("A borrower may not write notes.")


class NoteNotFound(Absent):
    """The note does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such note.")


class NotYourNote(Refusal):
    """The user may read the note, but only its author or assignee may change it."""

    def __init__(self, author: str):
        super().__init__(f"You cannot change this note: {author} wrote it, and it is not assigned to you.")


class NoteWithoutText(Refusal):
    """The text of a note is empty, or only spaces."""

    field = "text"

    def __init__(self):
        super().__init__("A note needs a text.")


class ReminderInThePast(Refusal):
    """The day of a note's reminder is over."""

    field = "remind_on"

    def __init__(self, day: str):
        super().__init__(f"{day} is in the past. Choose today or a later day for the reminder.")


class CannotBeAssigned(Refusal):
    """The assignee cannot see the application, or is a borrower."""

    field = "assignee"

    def __init__(self, name: str):
        super().__init__(f"The note cannot be assigned to {name}.")


class PausesOverlap(Refusal):
    """The loan has another hardship pause on some of these days."""

    field = "from_day"

    def __init__(self, from_day: str, to_day: str):
        super().__init__(
            f"The loan already has a hardship pause from {from_day} to {to_day}. Choose days outside it."
        )


class PauseNotFound(Absent):
    """The hardship pause does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such hardship pause.")


class NotYoursToPause(Refusal):
    """Only the lender's staff grant, end and remove hardship pauses."""

    def __init__(self, role: str):
        super().__init__(f"A {_in_a_sentence(role)} may not change hardship pauses.")


class PauseWithoutReason(Refusal):
    """The reason of a hardship pause is empty, or only spaces."""

    field = "reason"

    def __init__(self):
        super().__init__("A hardship pause needs a reason.")


class PauseEndsTooEarly(Refusal):
    """The last day of a hardship pause is before its first."""

    field = "to_day"

    def __init__(self):
        super().__init__("A hardship pause cannot end before it begins.")


class PauseIsOver(Refusal):
    """The last day of the hardship pause has passed."""

    def __init__(self, last_day: str):
        super().__init__(f"This hardship pause ended on {last_day}.")


class PauseHasBegun(Refusal):
    """A hardship pause that has begun is ended, not removed."""

    def __init__(self, first_day: str):
        super().__init__(f"This hardship pause began on {first_day}. End it early instead.")


class WrongLastDay(Refusal):
    """A hardship pause that ends early ends on one of its days, today or later."""

    field = "last_day"

    def __init__(self, earliest: str, latest: str):
        super().__init__(f"Choose a last day from {earliest} to {latest}.")


class AmountNotPositive(Refusal):
    """The amount of a payment or a fee is zero or negative."""

    field = "amount"

    def __init__(self, amount: object):
        super().__init__(f"The amount must be greater than $0.00, not {amount}.")


class WrongValueDate(Refusal):
    """The value date is after today, before 2000, or before the loan was funded."""

    field = "value_date"


class IdempotencyKeyReused(Refusal):
    """The same idempotency key came with other answers."""

    def __init__(self):
        super().__init__("This form was already sent with other answers. Open it again.")


class PaymentsAreForAdmins(Absent):
    """Only admins record payments and bounces by hand."""

    def __init__(self):
        super().__init__("Only an admin may record a payment or a bounce.")


class PaymentNotFound(Absent):
    """The payment does not exist, is a reversal, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such payment.")


class FeesAreForTheLender(Absent):
    """Brokers and borrowers do not charge fees."""

    def __init__(self):
        super().__init__("Only an admin or the application's BDM may charge a fee.")


class FeeWithoutKind(Refusal):
    """The kind of a fee is empty, or only spaces."""

    field = "kind"

    def __init__(self):
        super().__init__("A fee needs a kind, such as Valuation.")


class FeeInThePast(Refusal):
    """The due date of a new fee is over."""

    field = "due_date"

    def __init__(self, day: str):
        super().__init__(f"{day} is in the past. Choose today or a later day for the fee.")


class FeeAfterTheEnd(Refusal):
    """The application was declined or withdrawn."""

    def __init__(self, reference: str, stage: str):
        super().__init__(f"{reference} is at “{stage}”: no fee can be charged.")


class AlreadyReversed(Refusal):
    """A payment can be reversed only once."""

    def __init__(self):
        super().__init__("This payment has already been reversed.")


class ReportNotFound(Absent):
    """The report does not exist, or the user may not see it."""

    def __init__(self, report_id: int):
        super().__init__(f"There is no report with id {report_id}.")


class NotYoursToRestate(Refusal):
    """Only admins restate reports."""

    def __init__(self):
        super().__init__("Only an admin may restate a report.")


class NothingToRestate(Refusal):
    """There is no report for the period."""

    def __init__(self, first_day: str):
        super().__init__(f"There is no such report for the period that starts on {first_day}.")


class UnknownPaper(Refusal):
    """The CRM does not draw up this kind of document."""

    field = "kind"

    def __init__(self, kind: str, known: Sequence[str]):
        super().__init__(f"{kind!r} cannot be drawn up. Choose one of {', '.join(known)}.")


class NotYoursToAskFor(Refusal):
    """The user's role may not ask for this document."""

    def __init__(self, role: str, paper: str):
        super().__init__(f"A {_in_a_sentence(role)} may not ask for the {paper}.")


class NotHandedIn(Refusal):
    """Documents of this kind are not handed in."""

    field = "kind"

    def __init__(self, kind: str, known: Sequence[str]):
        super().__init__(f"{kind!r} cannot be handed in. Choose one of {', '.join(known)}.")


class NotYoursToHandIn(Refusal):
    """The user's role may not hand in this kind of document."""

    field = "kind"

    def __init__(self, role: str, paper: str):
        super().__init__(f"A {_in_a_sentence(role)} may not hand in the {paper}.")


class WrongFileType(Refusal):
    """The content of the uploaded file is of a type that is not kept."""

    field = "file"

    def __init__(self, known: str):
        super().__init__(f"This file is not {known}. Save or scan it as one of these, then upload it again.")


class DocumentTooLarge(TooLarge):
    """The uploaded document has too many bytes."""

    field = "file"

    def __init__(self, most: str):
        super().__init__(f"A document is limited to {most}. Scan it at a lower resolution, or split it.")


class NotAtThisStage(Refusal):
    """The document cannot be drawn up or signed at the application's stage."""

    def __init__(self, paper: str, act: str, stages: str, stage: str):
        super().__init__(f"The {paper} can only be {act} at {stages}; the application is at “{stage}”.")


class NotPrintable(Refusal):
    """The document contains a character that its fonts do not include."""

    def __init__(self, letter: str):
        super().__init__(f"“{letter}” cannot be printed: our fonts do not include it.")


class NotFunded(Refusal):
    """The loan has not been paid out."""

    field = "reference"

    def __init__(self, reference: str):
        super().__init__(f"{reference} is not funded.")


class BankFileNotFound(Absent):
    """The bank file does not exist, or the user may not see it."""

    def __init__(self, bank_file_id: int):
        super().__init__(f"There is no bank file with id {bank_file_id}.")


class BankFilesAreForAdmins(Absent):
    """Bank files contain every customer's payments, so only admins import them."""

    def __init__(self):
        super().__init__("Only an admin may import a bank file.")


class BankFileFaulty(Refusal):
    """The bank file has errors. Nothing was imported."""

    def __init__(self, faults: int):
        super().__init__(f"The bank file was refused: {faults} error{'' if faults == 1 else 's'}.")


class BankFileTooLarge(TooLarge):
    """The bank file has too many bytes or lines."""

    def __init__(self, most: str):
        super().__init__(f"A bank file is limited to {most}. Split it into smaller files.")


class BankFileForgotten(Refusal):
    """The contents of the bank file were deleted when their retention period ended."""

    def __init__(self):
        super().__init__("The contents of this bank file have been deleted. Upload it again.")


class BankLineNotFound(Absent):
    """The line is not in suspense, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such line in suspense.")


class UnknownLoan(Refusal):
    """The loan to which a line is to be booked does not exist, or the user may not see it."""

    field = "reference"

    def __init__(self, reference: str):
        super().__init__(f"There is no application {reference}.")


class NotMoney(Refusal):
    """A dishonour, or a payment that was dishonoured, cannot be booked to a loan."""

    def __init__(self, reason: str):
        super().__init__(f"This line cannot be booked to a loan: {reason}.")


class DocumentNotFound(Absent):
    """The document does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such document.")


class NothingToSign(Refusal):
    """This kind of document is not signed."""

    def __init__(self, paper: str):
        super().__init__(f"The {paper} does not need a signature.")


class OldVersion(Refusal):
    """A newer version has replaced this one."""

    def __init__(self, paper: str, version: int, newest: int):
        super().__init__(f"Version {version} of the {paper} was replaced by version {newest}.")


class NotAParty(Refusal):
    """The signer is neither a borrower nor a guarantor of the loan."""

    def __init__(self, name: str, reference: str):
        super().__init__(f"{name} is neither a borrower nor a guarantor of {reference}.")


class UnknownSigner(Refusal):
    """Nobody of the loan has this key."""

    field = "signer"

    def __init__(self, reference: str):
        super().__init__(f"Choose a borrower or a guarantor of {reference}.")


class NotYourSignature(Refusal):
    """A borrower may only sign for themselves; staff record signatures on paper."""

    def __init__(self, name: str):
        super().__init__(f"Only {name} can sign.")


class SignedBefore(Refusal):
    """The signer has already signed this version."""

    def __init__(self, name: str, version: int):
        super().__init__(f"{name} has already signed version {version}.")


class NoSchedule(Refusal):
    """These terms have no repayment schedule; the message says why."""
