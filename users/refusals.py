"""What a person cannot do with their account. Each message says why."""

from common.refusals import Refusal


class UserNotFound(Refusal):
    """The user does not exist or is inactive."""

    def __init__(self, user_id: int):
        super().__init__(f"There is no active user with id {user_id}.")


class CannotSwitchOff(Refusal):
    """E-mail for this event is mandatory."""

    def __init__(self, event_label: str):
        super().__init__(f"E-mail for “{event_label}” cannot be switched off.")


class NoDigestForBorrowers(Refusal):
    """Borrowers get single e-mails, because theirs cannot wait for a digest."""

    def __init__(self):
        super().__init__("A borrower may not choose a digest.")


class NothingToSwitch(Refusal):
    """The role never gets this event on this channel."""

    def __init__(self, role_label: str, event_label: str, channel_label: str):
        super().__init__(f"{role_label}s never get the {channel_label} notification “{event_label}”.")


class NameMissing(Refusal):
    """A person's name may not be empty."""

    field = "name"

    def __init__(self):
        super().__init__("A name is needed.")


class InvalidAddress(Refusal):
    """The address is not a valid e-mail address."""

    field = "email"

    def __init__(self):
        super().__init__("This is not an e-mail address.")


class AddressTaken(Refusal):
    """Somebody logs in by this address, perhaps in another spelling."""

    field = "email"

    def __init__(self):
        super().__init__("This e-mail address is already in use.")


class LocalPartNotAscii(Refusal):
    """Few mail servers accept such an address, and Django would send to another mailbox."""

    field = "email"

    def __init__(self):
        super().__init__(
            "The part of an e-mail address before the @ may contain only unaccented letters, "
            "digits and symbols."
        )


class NoEmailSelected(Refusal):
    """Nobody said which e-mails to try again."""

    def __init__(self):
        super().__init__("No e-mail was selected.")


class NothingToRetry(Refusal):
    """The e-mail cannot be sent again."""

    def __init__(self):
        super().__init__(
            "This e-mail cannot be sent again: it was sent, is being sent, or its text has been deleted."
        )


class WrongCode(Refusal):
    """The code does not match the user's second factor."""

    def __init__(self):
        super().__init__("Wrong code.")


class SecondFactorRequired(Refusal):
    """A second factor is mandatory for the user's role."""

    def __init__(self):
        super().__init__("Your role needs a second factor. You can set up another app instead.")


class TooManyTokens(Refusal):
    """The user already has as many API tokens as allowed."""

    def __init__(self, most: int):
        super().__init__(f"You already have {most} API tokens, the most you can have. Revoke one first.")
