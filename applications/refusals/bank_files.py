"""Bank files, and the lines of them in suspense."""

from common.refusals import Absent, Refusal, TooLarge


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


class NotAlike(Refusal):
    """The line was not taken for a payment recorded by hand, or that payment has bounced since."""

    def __init__(self):
        super().__init__("No payment recorded by hand may be this line any more. Book it to its loan.")


class NotADishonour(Refusal):
    """Only a dishonour takes a payment back."""

    def __init__(self):
        super().__init__("This line is not a dishonour: it takes no payment back.")


class NothingToTakeBack(Refusal):
    """The payment does not exist, has another amount, came later, or has bounced already."""

    field = "payment"

    def __init__(self):
        super().__init__("This dishonour cannot take that payment back.")


class SettingAsideIsForAdmins(Refusal):
    """Only an admin sets a line aside, which moves no money, or puts it back."""

    def __init__(self):
        super().__init__("Only an admin may set a line in suspense aside.")


class NotSetAside(Refusal):
    """Only a line that was set aside is put back."""

    def __init__(self):
        super().__init__("This line is not set aside.")


class ReasonToSetAside(Refusal):
    """Those who read the bank file later have to know why."""

    field = "reason"

    def __init__(self):
        super().__init__("Say why the line is set aside.")


class NotMoney(Refusal):
    """A dishonour, or a payment that was dishonoured, cannot be booked to a loan."""

    def __init__(self, reason: str):
        super().__init__(f"This line cannot be booked to a loan: {reason}.")
