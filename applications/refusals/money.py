"""Payments, bounces and fees."""

from common.refusals import Absent, Refusal


class AmountNotPositive(Refusal):
    """The amount of a payment or a fee is zero or negative."""

    field = "amount"

    def __init__(self):
        super().__init__("The amount must be greater than $0.00.")


class WrongValueDate(Refusal):
    """The value date is after today, before 2000, or before the loan was funded."""

    field = "value_date"


class IdempotencyKeyReused(Refusal):
    """The same idempotency key came with other answers."""

    def __init__(self):
        super().__init__("This form was already sent with other answers. Open it again.")


class SameMoney(Refusal):
    """A bank file has brought a payment for this loan, of this amount and about this day, already."""

    field = "is_other_money"

    def __init__(self, payment: str, line: str, *, waits: bool):
        brought = f"{payment} {'waits in suspense' if waits else 'is booked to this loan'} already"
        super().__init__(f"{brought}: {line}. If this is other money, record it all the same.")


class RecordedAlready(Refusal):
    """A person has recorded a payment for this loan, of this amount and about this day, already."""

    field = "is_other_money"

    def __init__(self, payment: str):
        super().__init__(
            f"{payment} was recorded for this loan by hand already. If this is other money, record it all "
            "the same."
        )


class RecordedByHand(Refusal):
    """A person has recorded a payment for the loan, of a line's amount and about its day, already."""

    field = "is_other_money"

    def __init__(self, payment: str, reference: str):
        super().__init__(
            f"{payment} was recorded for {reference} by hand already. If this line is the same money, set it "
            "aside. If it is other money, book it all the same."
        )


class PaymentsAreForAdmins(Absent):
    """Only admins record payments and bounces by hand."""

    def __init__(self):
        super().__init__("Only an admin may record a payment or a bounce.")


class PaymentNotFound(Absent):
    """The payment does not exist, is a reversal, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such payment.")


class AlreadyReversed(Refusal):
    """A payment bounces only once."""

    def __init__(self):
        super().__init__("This payment has already bounced.")


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
