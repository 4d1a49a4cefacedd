"""Refusals about the lender's people. Each message says why something was refused."""

from common.refusals import Refusal


class PeopleAreForAdmins(Refusal):
    """Only an admin changes the lender's people."""

    def __init__(self):
        super().__init__("Only an admin may change the lender's people.")


class StillLooksAfter(Refusal):
    """Somebody who leaves has to hand over first what needs somebody."""

    def __init__(self, name: str, what: str):
        super().__init__(f"{name} still looks after {what}. Hand them over first.")


class NoLogin(Refusal):
    """The person has no login that could be changed."""

    def __init__(self, name: str):
        super().__init__(f"{name} has no login.")


class HasLeft(Refusal):
    """Somebody whose login was deactivated looks after nothing new."""

    def __init__(self, field: str, name: str, what: str):
        super().__init__(f"{name}'s login was deactivated. Choose another {what}.")
        self.field = field


class HandOverFirst(Refusal):
    """An application goes on only if its broker and its BDM are still there."""

    def __init__(self, name: str, reference: str):
        super().__init__(f"{name}'s login was deactivated. Hand {reference} over first.")


class OwnLogin(Refusal):
    """An admin who locked themselves out could not undo it."""

    def __init__(self):
        super().__init__("This is your own login. Another admin can change it.")


class HasLogin(Refusal):
    """The borrower has a login already, working or not."""

    def __init__(self, name: str):
        super().__init__(f"{name} has a login already.")


class NoAddress(Refusal):
    """An invitation needs an address."""

    def __init__(self, name: str):
        super().__init__(f"{name} has no e-mail address. Add it to the particulars first.")


class LoginDeactivated(Refusal):
    """An invitation to a login that does not work would mislead."""

    def __init__(self, name: str):
        super().__init__(f"{name}'s login is deactivated. Reactivate it first.")


class HasLoggedIn(Refusal):
    """Who is to be invited again has chosen a password, and used it."""

    def __init__(self, name: str):
        super().__init__(
            f"{name} has logged in already. “Forgotten your password?” on the log-in page sends a new link."
        )
