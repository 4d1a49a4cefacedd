"""What runs after commit, where transactions do commit: Django runs it, and logs what fails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from timeskip.errors import CheckFailed
from timeskip.evidence import Evidence
from timeskip.proof import checked

LOGGER = "django.db.backends.base"


class RealTransactions:
    """Keeps the errors of robust on_commit callbacks in this process."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._unclaimed: list[BaseException] = []

    def claim_failure(self) -> BaseException:
        """Return the oldest error of a robust on_commit callback that nobody has claimed yet."""
        if not self._unclaimed:
            raise CheckFailed("No robust on_commit callback failed.")
        checked()
        return self._unclaimed.pop(0)

    def check(self) -> None:
        """Fail where a robust callback failed and nobody claimed it."""
        if self._unclaimed:
            raise CheckFailed(
                f"An on_commit callback failed and the test did not say so: {self._unclaimed[0]!r}. "
                "Call story.transactions.claim_failure() if it should fail."
            )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While this lasts, failures are kept."""
        handler = logging.Handler()
        handler.emit = self._take  # type: ignore[method-assign]
        logger = logging.getLogger(LOGGER)
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)

    def _take(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] and "on_commit" in record.msg:
            error = record.exc_info[1]
            self._evidence.add("on_commit", f"callback failed: {error!r}", error)
            self._unclaimed.append(error)
