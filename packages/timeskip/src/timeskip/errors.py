"""What a story raises. Each message says what to do next."""


class NotSimulated(Exception):
    """A story cannot do this; the message names what to use instead."""


class CheckFailed(AssertionError):
    """Something happened, or was left undone, that the test did not speak of."""
