"""The application, its moves and its terms."""

from collections.abc import Sequence

from applications.wording import in_a_sentence
from common.refusals import Absent, Refusal


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
            f"A {in_a_sentence(role)} may not move an application from “{source}” to “{target}”."
        )


class ReasonRequired(Refusal):
    """An end, a move back or a reopening needs a reason."""

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


class MovedMeanwhile(Refusal):
    """Another user moved the application first."""

    def __init__(self, reference: str):
        super().__init__(f"{reference} was moved to another stage in the meantime.")


class CannotChangeAt(Refusal):
    """At this stage nobody changes it."""

    def __init__(self, field: str, what: str, stage: str):
        super().__init__(f"{what[0].upper()}{what[1:]} cannot be changed at “{stage}”.")
        self.field = field


class NotYoursToChange(Refusal):
    """The user's role may not change it at this stage."""

    def __init__(self, field: str, role: str, what: str, stage: str):
        super().__init__(f"A {in_a_sentence(role)} may not change {what} at “{stage}”.")
        self.field = field


class NotPossible(Refusal):
    """An amount, a day or a number cannot be; the message says which can."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


class NoSchedule(Refusal):
    """These terms have no repayment schedule; the message says why."""


class NotFunded(Refusal):
    """The loan is not funded."""

    field = "reference"

    def __init__(self, reference: str):
        super().__init__(f"{reference} is not funded.")
