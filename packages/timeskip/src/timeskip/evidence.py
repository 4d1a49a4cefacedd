"""What happened, and when on the story's clock."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import Model

from timeskip.clocks import Clock
from timeskip.moments import shown

# Of a caption in a timeline; the entry's data has the whole of it.
MOST_CHARACTERS = 300


@dataclass(frozen=True)
class Entry:
    """One thing that happened: its moment (UTC), its kind, a caption for people, the thing itself."""

    at: datetime
    kind: str
    caption: str
    data: Any = None

    def __str__(self) -> str:
        caption = self.caption if len(self.caption) <= MOST_CHARACTERS else f"{self.caption[:MOST_CHARACTERS]}…"
        return f"{shown(self.at)}  {self.kind:<9} {caption}"


@dataclass
class _Watched:
    """A model whose new rows are evidence."""

    model: type[Model]
    caption: Callable[[Any], str]
    known: set[Any] = field(default_factory=set)
    is_written: bool = False


class Evidence:
    """Collects what happens. Tasks, e-mails, frames and beat add to it; `watch` adds a project's rows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._watched: list[_Watched] = []
        self.entries: list[Entry] = []

    def add(self, kind: str, caption: str, data: Any = None) -> None:
        """Add an entry at the clock's present moment."""
        self.entries.append(Entry(self._clock.now(), kind, caption, data))

    def of(self, kind: str) -> list[Entry]:
        """Return the entries of one kind, oldest first."""
        return [entry for entry in self.entries if entry.kind == kind]

    def watch(self, model: type[Model], caption: str | Callable[[Any], str] = "{}") -> None:
        """Add each new row of a model to the timeline.

        `caption` is a function of the row, or a format with the row as its only value: "note: {0.text}".
        """
        caption_of = caption if callable(caption) else caption.format
        known = set(model._default_manager.values_list("pk", flat=True))
        self._watched.append(_Watched(model, caption_of, known))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """While this lasts, statements that insert rows are noticed."""
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(self._notice))
            yield

    def collect(self) -> None:
        """Add the rows that watched models have got since the last time."""
        for watched in self._watched:
            if not watched.is_written:
                continue
            watched.is_written = False
            rows = watched.model._default_manager
            new = [pk for pk in rows.values_list("pk", flat=True) if pk not in watched.known]
            watched.known.update(new)
            for row in rows.filter(pk__in=new).order_by("pk"):
                self.add("row", watched.caption(row), row)

    def timeline(self) -> str:
        """Return every entry on a line of its own, oldest first; repeats in a row are counted."""
        by_moment = sorted(self.entries, key=lambda entry: entry.at)
        lines = []
        for _, run in groupby(by_moment, key=lambda entry: (entry.kind, entry.caption)):
            first, *repeats = run
            again = f"  (and {len(repeats)} more until {shown(repeats[-1].at)})" if repeats else ""
            lines.append(f"{first}{again}")
        return "\n".join(lines) or "Nothing has happened yet."

    def _notice(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if self._watched and "INSERT" in sql[:20].upper():
            for watched in self._watched:
                if f'"{watched.model._meta.db_table}"' in sql or f"`{watched.model._meta.db_table}`" in sql:
                    watched.is_written = True
        return execute(sql, params, many, context)
