"""Turns: threads share one connection, so a block is never entered by two, and a cursor never used by two."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from timeskip.errors import CheckFailed
from timeskip.private_names import CURSOR_CALLS, cursor_attribute

# Real seconds a thread waits for its turn before the story says that two threads wait for each other.
PATIENCE = 10


class Turns:
    """A turn for each database, which a thread takes for a statement, a fetch, or a whole transaction."""

    def __init__(self) -> None:
        self._locks = {alias: threading.RLock() for alias in connections}

    def take(self, using: str | None) -> None:
        """Wait for a turn; a thread that has one may take another."""
        if not self._locks[using or DEFAULT_DB_ALIAS].acquire(timeout=PATIENCE):
            raise CheckFailed(
                f"A thread has waited {PATIENCE} seconds for the database connection, which another thread holds in a "
                "transaction. In a story all threads share one connection. End the transaction before you wait for "
                "the other thread, a consumer or story.settle()."
            )

    def end(self, using: str | None) -> None:
        """End a turn."""
        self._locks[using or DEFAULT_DB_ALIAS].release()

    def cursor_attribute(self) -> Callable[..., Any]:
        """Return a stand-in for CursorWrapper.__getattr__, by which Django reaches the driver's fetches."""

        def attribute_in_turn(cursor: CursorWrapper, name: str) -> Any:
            attribute = cursor_attribute(cursor, name)
            if name not in CURSOR_CALLS:
                return attribute
            alias = cursor.__dict__["db"].alias

            def call(*args: Any, **kwargs: Any) -> Any:
                self.take(alias)
                try:
                    return attribute(*args, **kwargs)
                finally:
                    self.end(alias)

            return call

        return attribute_in_turn
