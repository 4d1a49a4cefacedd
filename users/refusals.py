"""What a person cannot do with their account, each with its reason."""

from common.refusals import Refusal


class UserNotFound(Refusal):
    """There is no such login, or it was taken away."""

    def __init__(self, user_id: int):
        super().__init__(f"There is no user with id {user_id} who may log in.")


class CannotSwitchOff(Refusal):
    """This e-mail cannot be switched off."""

    def __init__(self, event_label: str):
        super().__init__(f"E-mail for “{event_label}” cannot be switched off.")


class NoDigestForBorrowers(Refusal):
    """What a customer is written cannot wait for a collection."""

    def __init__(self):
        super().__init__("A borrower may not choose a digest.")


class NothingToSwitch(Refusal):
    """The role never hears of this event on this channel."""

    def __init__(self, role_label: str, event_label: str, channel_label: str):
        article = "An" if role_label[0] in "AEIOU" else "A"
        super().__init__(f"{article} {role_label} never hears of “{event_label}” by {channel_label}.")


class InvalidAddress(Refusal):
    """No e-mail can be sent to this address."""

    def __init__(self):
        super().__init__("This is not an e-mail address.")


class LocalPartNotAscii(Refusal):
    """Few mail servers take such an address, and Django would write to another mailbox instead."""

    def __init__(self):
        super().__init__(
            "Before the @, an e-mail address may hold only letters without accents, digits and signs."
        )


class NothingToRetry(Refusal):
    """The e-mail cannot be tried again."""

    def __init__(self):
        super().__init__("This e-mail was sent, is being sent, or its words are no longer kept.")


class WrongCode(Refusal):
    """The code is not the one that the app shows."""

    def __init__(self):
        super().__init__("Wrong code.")


class SecondFactorRequired(Refusal):
    """Staff log in with a second factor."""

    def __init__(self):
        super().__init__("Your role needs a second factor. You can set up another app instead.")


class TooManyTokens(Refusal):
    """A person can have only so many API tokens."""

    def __init__(self, most: int):
        super().__init__(f"You have {most} API tokens, and cannot have more. Revoke one first.")
