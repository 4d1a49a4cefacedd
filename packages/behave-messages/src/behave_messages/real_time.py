"""Real time, even while a test has frozen the clock; it never runs backwards."""

import time

# In a tuple, because libraries that freeze time replace functions that modules hold by name.
_REAL = (time.monotonic_ns,)
_BEGINNING = time.time_ns() - time.monotonic_ns()


def now() -> int:
    """Nanoseconds since 1970, UTC; changes of the system clock during the run have no effect."""
    return _BEGINNING + _REAL[0]()
