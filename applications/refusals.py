"""What the loan book refuses, each with its reason."""

from collections.abc import Sequence

from users.refusals import Refusal


class ApplicationNotFound(Refusal):
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


class NoteNotFound(Refusal):
    """There is no such note, or none that this person may see."""

    def __init__(self):
        super().__init__("There is no such note.")


class CannotBeAssigned(Refusal):
    """A note is assigned to somebody who sees its application and is no borrower."""

    def __init__(self, name: str):
        super().__init__(f"The note cannot be assigned to {name}.")


class AmountNotPositive(Refusal):
    """A payment is more than nothing."""

    def __init__(self, amount: object):
        super().__init__(f"A payment is more than $0.00, not {amount}.")


class AlreadyReversed(Refusal):
    """Money bounces once."""

    def __init__(self):
        super().__init__("This payment was reversed before.")
