"""What the loan book refuses, each with its reason."""

from collections.abc import Sequence

from common.refusals import Absent, Refusal, TooLarge


class ApplicationNotFound(Absent):
    """There is no such application, or none that this person may see."""

    def __init__(self, application: object):
        super().__init__(f"There is no application {application}.")


class UnknownStage(Refusal):
    """A stage that does not exist."""

    def __init__(self, stage: str, known: Sequence[str]):
        super().__init__(f"There is no stage {stage!r}. A stage is one of {', '.join(known)}.")


class UnknownStatus(Refusal):
    """A status that does not exist; nobody was told."""

    def __init__(self, status: str, known: Sequence[str]):
        super().__init__(f"There is no status {status!r}. A status is one of {', '.join(known)}.")


class UnknownEvent(Refusal):
    """The application made no such move; nobody was told."""

    def __init__(self, reference: str, event_id: int, stage: str):
        super().__init__(f"{reference} has no move {event_id} to “{stage}”.")


class NoSuchMove(Refusal):
    """The stages are not neighbours."""

    def __init__(self, source: str, target: str):
        super().__init__(f"An application cannot move from “{source}” to “{target}”.")


class NotYourMove(Refusal):
    """Somebody else's to make."""

    def __init__(self, role: str, source: str, target: str):
        super().__init__(f"A {role} may not move an application from “{source}” to “{target}”.")


class ReasonRequired(Refusal):
    """Going back and reopening are explained."""

    def __init__(self, source: str, target: str):
        super().__init__(f"Moving from “{source}” to “{target}” needs a reason.")


class RequirementMissing(Refusal):
    """The file is not complete."""

    def __init__(self, missing: str, count: int):
        super().__init__(f"{missing[0].upper()}{missing[1:]} {'is' if count == 1 else 'are'} missing.")


class SignatureMissing(Refusal):
    """Not everybody has signed the current formal approval."""

    def __init__(self, names: str, count: int):
        super().__init__(f"{names} {'has' if count == 1 else 'have'} not signed the current formal approval.")


class OtherTerms(Refusal):
    """Amount, term, rate, frequency or parties have changed since the formal approval."""

    def __init__(self):
        super().__init__("The formal approval states other terms.")


class AboveLimit(Refusal):
    """More than this BDM may approve."""

    def __init__(self, amount: str, limit: str):
        super().__init__(f"{amount} is above your limit of {limit}: an admin has to approve it.")


class MovedMeanwhile(Refusal):
    """Somebody else was quicker."""

    def __init__(self, reference: str):
        super().__init__(f"{reference} has moved to another stage meanwhile.")


class NotForBorrowers(Refusal):
    """Notes are the lender's and the brokers'."""

    def __init__(self):
        super().__init__("A borrower may not write notes.")


class NoteNotFound(Absent):
    """There is no such note, or none that this person may see."""

    def __init__(self):
        super().__init__("There is no such note.")


class NotYourNote(Refusal):
    """A broker may read this note, and it is for somebody else to act on."""

    def __init__(self, author: str):
        super().__init__(f"You cannot change this note: {author} wrote it, and it is not assigned to you.")


class CannotBeAssigned(Refusal):
    """A note is assigned to somebody who sees its application and is no borrower."""

    def __init__(self, name: str):
        super().__init__(f"The note cannot be assigned to {name}.")


class AmountNotPositive(Refusal):
    """A payment is more than nothing."""

    def __init__(self, amount: object):
        super().__init__(f"A payment is more than $0.00, not {amount}.")


class WrongValueDate(Refusal):
    """Money is dated after today, or before anything that it could be for."""


class AlreadyReversed(Refusal):
    """Money bounces once."""

    def __init__(self):
        super().__init__("This payment was reversed before.")


class ReportNotFound(Absent):
    """There is no such report, or none that this person may see."""

    def __init__(self, report_id: int):
        super().__init__(f"There is no report with id {report_id}.")


class NotYoursToRestate(Refusal):
    """A report is restated by an admin."""

    def __init__(self):
        super().__init__("Only an admin may restate a report.")


class NothingToRestate(Refusal):
    """There is no report on that period."""

    def __init__(self, first_day: str):
        super().__init__(f"There is no such report on the period that begins on {first_day}.")


class UnknownPaper(Refusal):
    """A kind of document that the CRM does not draw up."""

    def __init__(self, kind: str, known: Sequence[str]):
        super().__init__(f"{kind!r} cannot be drawn up. What can is one of {', '.join(known)}.")


class NotYoursToAskFor(Refusal):
    """A paper that is somebody else's to have drawn up."""

    def __init__(self, role: str, paper: str):
        super().__init__(f"A {role} may not ask for the {paper}.")


class NotAtThisStage(Refusal):
    """The application is not, or no longer, where a paper is drawn up or signed."""

    def __init__(self, paper: str, act: str, stages: str, stage: str):
        super().__init__(f"The {paper} is {act} at {stages} only; the application is at “{stage}”.")


class NotPrintable(Refusal):
    """A letter that the papers' fonts do not have."""

    def __init__(self, letter: str):
        super().__init__(f"“{letter}” cannot be printed: our typefaces have no such letter.")


class NotFunded(Refusal):
    """Only a loan that is paid out is repaid."""

    def __init__(self, reference: str):
        super().__init__(f"{reference} is not funded.")


class BankFileNotFound(Absent):
    """There is no such bank file."""

    def __init__(self, bank_file_id: int):
        super().__init__(f"There is no bank file with id {bank_file_id}.")


class BankFilesAreForAdmins(Absent):
    """A bank file holds the money of all customers."""

    def __init__(self):
        super().__init__("Only an admin may import a bank file.")


class BankFileFaulty(Refusal):
    """Something is wrong with a bank file, and none of it was imported."""

    def __init__(self, faults: int):
        super().__init__(f"The bank file was refused: {faults} fault{'' if faults == 1 else 's'}.")


class BankFileTooLarge(TooLarge):
    """A bank file is larger, or has more lines, than is taken at once."""

    def __init__(self, most: str):
        super().__init__(f"A bank file has at most {most}: split it.")


class BankFileForgotten(Refusal):
    """The bytes of a bank file are kept for a while only."""

    def __init__(self):
        super().__init__("The bytes of this bank file are no longer kept: hand it in again.")


class BankLineNotFound(Absent):
    """No such line is in suspense, or none that this person may see."""

    def __init__(self):
        super().__init__("There is no such line in suspense.")


class NotMoney(Refusal):
    """A line in suspense that no loan can be paid with."""

    def __init__(self, reason: str):
        super().__init__(f"This line is no money for a loan: {reason}.")


class DocumentNotFound(Absent):
    """There is no such document, or none that this person may see."""

    def __init__(self):
        super().__init__("There is no such document.")


class NothingToSign(Refusal):
    """A paper that informs and binds nobody."""

    def __init__(self, paper: str):
        super().__init__(f"The {paper} is not for signing.")


class OldVersion(Refusal):
    """A signature on terms that no longer hold would bind nobody."""

    def __init__(self, paper: str, version: int, newest: int):
        super().__init__(f"Version {version} of the {paper} was replaced by version {newest}.")


class NotAParty(Refusal):
    """Neither a borrower nor a guarantor of this loan."""

    def __init__(self, name: str, reference: str):
        super().__init__(f"{name} is neither a borrower nor a guarantor of {reference}.")


class NotYourSignature(Refusal):
    """Borrowers sign for themselves, and staff record what was signed on paper."""

    def __init__(self, name: str):
        super().__init__(f"The signature is {name}'s to give.")


class SignedBefore(Refusal):
    """Nobody signs one version twice."""

    def __init__(self, name: str, version: int):
        super().__init__(f"{name} has signed version {version} before.")


class NoSchedule(Refusal):
    """These terms have no repayment schedule; the message says why."""
