"""What a story raises. Each message says what to do next."""


class NotSimulated(Exception):
    """A story cannot do this; the message names what to use instead."""


class CheckFailed(AssertionError):
    """Something happened, or was left undone, that the test did not speak of.

    said: what it was. advice: which call allows it. The failure of a phrase has no advice: its readers write no Python.
    """

    def __init__(self, said: str, advice: str = "") -> None:
        super().__init__(f"{said} {advice}".rstrip())
        self.said = said
