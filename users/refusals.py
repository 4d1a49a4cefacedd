"""The base classes of refusals, and the refusals of the users app. Each message says why."""


class Refusal(Exception):
    """A request was refused: the message says why, and nothing was changed."""

    def __reduce__(self):
        # Celery pickles exceptions, and pickle would call the subclass with only the message.
        return _rebuilt, (type(self), *self.args)


class Absent(Refusal):
    """Something does not exist, or the user may not see it: the answer is the same."""


class TooLarge(Refusal):
    """The upload is too large."""


class UnusableText(Refusal):
    """A text contains a control character or another invisible character."""

    def __init__(self, name: str, character: str):
        super().__init__(f"The {name} contains the character {character}, which is not allowed.")


class TextTooLong(Refusal):
    """A text is too long."""

    def __init__(self, name: str, most: int):
        super().__init__(f"The {name} is longer than {most:,} characters.")


def _rebuilt(refusal: type[Refusal], message: str) -> Refusal:
    rebuilt = refusal.__new__(refusal, message)
    rebuilt.args = (message,)
    return rebuilt


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
        article = "An" if role_label[0] in "AEIOU" else "A"
        super().__init__(f"{article} {role_label} never receives “{event_label}” by {channel_label}.")


class InvalidAddress(Refusal):
    """The address is not a valid e-mail address."""

    def __init__(self):
        super().__init__("This is not an e-mail address.")


class LocalPartNotAscii(Refusal):
    """Few mail servers accept such an address, and Django would send to another mailbox."""

    def __init__(self):
        super().__init__(
            "The part of an e-mail address before the @ may contain only unaccented letters, "
            "digits and symbols."
        )


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
