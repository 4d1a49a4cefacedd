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


class NotMoney(Refusal):
    """A dishonour, or a payment that was dishonoured, cannot be booked to a loan."""

    def __init__(self, reason: str):
        super().__init__(f"This line cannot be booked to a loan: {reason}.")
