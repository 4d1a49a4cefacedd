"""Borrowers, guarantors, the broker and the BDM."""

from common.refusals import Absent, Refusal


class PartyNotFound(Absent):
    """The borrower or guarantor does not exist, or the user may not see them."""

    def __init__(self):
        super().__init__("There is no such person.")


class OnFileOrNew(Refusal):
    """The person who joins a loan is either on file or new."""

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


class NotAParty(Refusal):
    """The signer is neither a borrower nor a guarantor of the loan."""

    def __init__(self, name: str, reference: str):
        super().__init__(f"{name} is neither a borrower nor a guarantor of {reference}.")


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
