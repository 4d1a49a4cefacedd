"""What the CRM logs."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager


class LogLines(logging.Handler):
    """Keeps every message that is logged until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[logging.LogRecord] = []

    def __len__(self) -> int:
        return len(self._kept)

    def emit(self, record: logging.LogRecord) -> None:
        # Put into words only where somebody reads it: a month of tasks logs thousands.
        self._kept.append(record)

    def take_with(self, words: Collection[str]) -> tuple[str, ...]:
        """Return what was logged with any of these words since the last call, oldest first."""
        kept, self._kept = self._kept, []
        lines = map(_line_of, kept) if words else ()
        return tuple(line for line in lines if any(word in line for word in words))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep what is logged in this block."""
        root = logging.getLogger()
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)


def _line_of(record: logging.LogRecord) -> str:
    error = record.exc_info and record.exc_info[1]
    return f"{record.getMessage()} {error or ''}"
