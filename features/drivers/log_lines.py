"""What the CRM logs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class LogLines(logging.Handler):
    """Keeps every message that is logged until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[str] = []

    def __len__(self) -> int:
        return len(self._kept)

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info and record.exc_info[1]
        self._kept.append(f"{record.getMessage()} {error or ''}")

    def take(self) -> tuple[str, ...]:
        """Return what was logged since the last call, oldest first."""
        kept, self._kept = tuple(self._kept), []
        return kept

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what is logged in this block."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
