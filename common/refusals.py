"""The kinds of refusal. Each app's own are in its module `refusals`."""


class Refusal(Exception):
    """Something a person asked for was refused; the message says why, and nothing was changed."""

    def __reduce__(self):
        # Celery carries exceptions pickled, and pickle would call the subclass with the message alone.
        return _rebuilt, (type(self), *self.args)


class Absent(Refusal):
    """What does not exist, or what this person may not see: both look the same from outside."""


class TooLarge(Refusal):
    """More than is accepted at once."""


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
