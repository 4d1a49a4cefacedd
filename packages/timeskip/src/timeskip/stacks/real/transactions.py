"""What runs after commit, where transactions do commit: Django runs it, and logs what fails."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from timeskip.commit_failures import CommitFailures

LOGGER = "django.db.backends.base"


class RealTransactions(CommitFailures):
    """Keeps the errors of robust on_commit callbacks in this process."""

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
            self._keep(record.exc_info[1])
