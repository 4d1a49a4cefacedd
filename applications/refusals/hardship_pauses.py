"""Hardship pauses."""

from applications.wording import in_a_sentence
from common.refusals import Absent, Refusal


class PauseNotFound(Absent):
    """The hardship pause does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such hardship pause.")


class NotYoursToPause(Refusal):
    """Only the lender's staff grant, end and remove hardship pauses."""

    def __init__(self, role: str):
        super().__init__(f"A {in_a_sentence(role)} may not change hardship pauses.")


class PauseWithoutReason(Refusal):
    """The reason of a hardship pause is empty, or only spaces."""

    field = "reason"

    def __init__(self):
        super().__init__("A hardship pause needs a reason.")


class PausesOverlap(Refusal):
    """The loan has another hardship pause on some of these days."""

    field = "from_day"

    def __init__(self, from_day: str, to_day: str):
        super().__init__(
            f"The loan already has a hardship pause from {from_day} to {to_day}. Choose days outside it."
        )


class PauseEndsTooEarly(Refusal):
    """The last day of a hardship pause is before its first."""

    field = "to_day"

    def __init__(self):
        super().__init__("A hardship pause cannot end before it begins.")


class PauseIsOver(Refusal):
    """The last day of the hardship pause has passed."""

    def __init__(self, last_day: str):
        super().__init__(f"This hardship pause ended on {last_day}.")


class PauseHasBegun(Refusal):
    """A hardship pause that has begun is ended, not removed."""

    def __init__(self, first_day: str):
        super().__init__(f"This hardship pause began on {first_day}. End it early instead.")


class WrongLastDay(Refusal):
    """A hardship pause that ends early ends on one of its days, today or later."""

    field = "last_day"

    def __init__(self, earliest: str, latest: str):
        super().__init__(f"Choose a last day from {earliest} to {latest}.")
