"""Which tables have been written to, so that what was read once need not be read again."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

# How statements begin that change no row. "ROLLBACK TO" does.
READS = ("SELECT", "SAVEPOINT", "RELEASE")
LONGEST_WORD = 9
# The table that a statement of Django's writes to.
TARGET = re.compile(r"(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO) ([\"`][^\"`]+[\"`])")
# What a write counts for whose table is not known.
ANY_TABLE = ""

Answer = TypeVar("Answer")


def text_of(sql: Any) -> str:
    """Return a statement as text; psycopg's composed ones are none."""
    return sql if isinstance(sql, str) else sql.as_string(None)


def begins(sql: str, words: tuple[str, ...]) -> bool:
    """Whether a statement begins with one of these words; a project's own may be in small letters, and indented."""
    return sql.lstrip()[:LONGEST_WORD].upper().startswith(words)


class Writes:
    """The writes so far, by table."""

    def __init__(self) -> None:
        self.by_table: Counter[str] = Counter()
        self.total = 0
        self._read: list[str] | None = None

    def note(self, sql: str) -> None:
        """Note a statement."""
        if self._read is not None:
            self._read.append(sql)
        if begins(sql, READS):
            return
        target = TARGET.match(sql)
        self.by_table[target[1] if target else ANY_TABLE] += 1
        self.total += 1

    def note_elsewhere(self, tables: Iterable[str]) -> None:
        """Somebody whose statements are not seen here has written to these tables, or to ANY_TABLE."""
        for table in tables:
            self.by_table[table] += 1
            self.total += 1

    @contextmanager
    def reading(self) -> Iterator[list[str]]:
        """While this lasts, statements that read are kept."""
        self._read = read = []
        try:
            yield read
        finally:
            self._read = None


class ReadOnce(Generic[Answer]):
    """The answer of a function that reads the database, asked again once a table that it reads is written to."""

    def __init__(self, ask: Callable[[], Answer], writes: Writes) -> None:
        self._ask, self._writes = ask, writes
        self._is_asked = False
        self._total = 0
        self._before: Counter[str] = Counter()
        self._read = ""

    def answer(self) -> Answer:
        """Return what the function returns now."""
        if not self._is_asked or (self._writes.total != self._total and self._is_outdated()):
            with self._writes.reading() as read:
                self._answer = self._ask()
            self._read, self._before = " ".join(read), self._writes.by_table.copy()
            self._is_asked = True
        self._total = self._writes.total
        return self._answer

    def _is_outdated(self) -> bool:
        return any(
            # A project's own SQL need not quote the names of tables.
            count != self._before[table] and table.strip('"`') in self._read
            for table, count in self._writes.by_table.items()
        )
