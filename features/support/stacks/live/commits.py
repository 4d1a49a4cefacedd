"""What runs after commit, where transactions do commit: Django runs it by itself."""

import logging

from celery.exceptions import OperationalError

from features.support.commits import Commits

LOGGER = "django.db.backends.base"


class RealCommits(Commits):
    """Listens for what failed after a commit: Django logs it, and goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._handler = logging.Handler()
        self._handler.emit = self._take
        logging.getLogger(LOGGER).addHandler(self._handler)

    def run_callbacks(self) -> bool:
        """Nothing waits."""
        return False

    def close(self) -> None:
        logging.getLogger(LOGGER).removeHandler(self._handler)

    def _take(self, record: logging.LogRecord) -> None:
        if record.exc_info and "on_commit" in record.msg:
            error = record.exc_info[1]
            self._failures.append(
                OperationalError(f"no broker: {error}") if isinstance(error, OperationalError) else error
            )
