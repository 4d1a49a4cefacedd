from behave.formatter.base import Formatter


class Failing(Formatter):
    """Fails at the first step, and would again at each that follows."""

    name = "failing"

    def result(self, step):
        raise ValueError("This formatter cannot write.")
