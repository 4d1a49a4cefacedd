"""What a person cannot do with their account, each with its reason."""


class Refusal(Exception):
    """Something a person asked for was refused; the message says why, and nothing was changed."""

    def __reduce__(self):
        # Celery carries exceptions pickled, and pickle would call the subclass with the message alone.
        return _rebuilt, (type(self), *self.args)


class Absent(Refusal):
    """What is not there, and what somebody may not see: both look the same to whoever asks."""


class TooLarge(Refusal):
    """More than is taken at once."""


class UnusableText(Refusal):
    """A text holds a character that nobody sees."""

    def __init__(self, name: str, character: str):
        super().__init__(f"The {name} holds the character {character}, which cannot be used.")


class TextTooLong(Refusal):
    """A text is longer than is kept."""

    def __init__(self, name: str, most: int):
        super().__init__(f"The {name} is longer than {most:,} characters.")


def _rebuilt(refusal: type[Refusal], message: str) -> Refusal:
    rebuilt = refusal.__new__(refusal, message)
    rebuilt.args = (message,)
    return rebuilt


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
