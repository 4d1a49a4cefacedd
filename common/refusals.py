"""The kinds of refusal. Each app's own are in its module `refusals`."""


class Refusal(Exception):
    """A request was refused: the message says why, and nothing was changed.

    `field` names the answer that has to change, as forms and the API call it; empty where none does.
    """

    field = ""

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
        self.field = name


class TextTooLong(Refusal):
    """A text is too long."""

    def __init__(self, name: str, most: int):
        super().__init__(f"The {name} is longer than {most:,} characters.")
        self.field = name


def _rebuilt(refusal: type[Refusal], message: str) -> Refusal:
    rebuilt = refusal.__new__(refusal, message)
    rebuilt.args = (message,)
    return rebuilt
