"""How many comparisons have been made: a step that made none has proved nothing."""


class _Count:
    def __init__(self) -> None:
        self.made = 0


_count = _Count()


def checked() -> None:
    """Say that a comparison has been made, one that could have failed.

    hamcrest's `assert_that`, the `assert` of a step definition and a story's own claims say so themselves.
    """
    _count.made += 1


def comparisons() -> int:
    """Return the number of comparisons so far, of this process."""
    return _count.made
