"""What happened, and when on the story's clock."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import AutoField, Model, QuerySet

from timeskip.clocks import Clock
from timeskip.given_names import did_you_mean
from timeskip.latest import Latest
from timeskip.moments import shown
from timeskip.rows_after import rows_after
from timeskip.writes import ANY_TABLE, Writes, text_of

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


@dataclass(frozen=True)
class Looks:
    """How often beat looked for a task's work and found none, so that the task was not sent; by its name or title."""

    times: Counter[str]


def found_nothing(data: Any) -> bool:
    """Whether an entry is of a task that found nothing to do: it returned counts, and each of them is 0.

    Or its beat entry looked for work first, and found none.
    """
    if isinstance(data, Looks):
        return True
    result = getattr(data, "result", None)
    has_counts = getattr(data, "state", None) == "SUCCESS" and isinstance(result, dict) and bool(result)
    return has_counts and not any(result.values())


@dataclass(frozen=True)
class Line:
    """A line of a timeline: an entry, how often it happened in a row, and when it last did if not only once."""

    entry: Entry
    times: int = 1
    until: datetime | None = None

    def __str__(self) -> str:
        repeats = f"  (and {self.times - 1} more until {shown(self.until)})" if self.until else ""
        return f"{self.entry}{repeats}"


def lines_of(entries: Iterable[Entry], *, is_apart: Callable[[Entry], bool] = lambda _: False) -> list[Line]:
    """Return the lines of a timeline, oldest first.

    Repeats in a row are one line, and so are all tasks that found nothing to do, at the moment of the last. An entry
    for which `is_apart` is true has a line of its own.
    """
    idle: list[Entry] = []
    others: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: entry.at):
        (idle if found_nothing(entry.data) else others).append(entry)
    runs = groupby(others, key=lambda entry: (entry.kind, entry.caption, is_apart(entry) and id(entry)))
    lines = [_line(list(run)) for _, run in runs]
    if idle:
        lines.append(Line(_idle(idle)))
    return sorted(lines, key=lambda line: line.entry.at)


def _line(run: list[Entry]) -> Line:
    return Line(run[0], len(run), run[-1].at) if len(run) > 1 else Line(run[0])


def _idle(run: list[Entry]) -> Entry:
    names: Counter[str] = Counter()
    for data in (entry.data for entry in run):
        times = data.times if isinstance(data, Looks) else {data.title or data.name: 1}
        names.update({_in_words(name): count for name, count in times.items()})
    named = ", ".join(name if count == 1 else f"{name} ({count:,} times)" for name, count in names.items())
    return Entry(run[-1].at, "idle", f"found nothing to do: {named}")


def _in_words(task: str) -> str:
    return task.rpartition(".")[2].replace("_", " ")


@dataclass
class _Watched:
    """A model whose new rows are evidence."""

    rows: QuerySet
    caption: Callable[[Any], str]
    kind: str
    at: str | None
    is_written: bool = False
    # What was there before: the last key where keys count up, every key otherwise. None until somebody writes.
    last: Any = None
    known: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = tuple(f"{mark}{self.rows.model._meta.db_table}{mark}" for mark in '"`')
        self.counts_up = isinstance(self.rows.model._meta.pk, AutoField)

    def note_what_is_there(self) -> None:
        """Note the rows that are no news."""
        if self.last is None and self.counts_up:
            self.last = _last_key(self.rows) or 0
        elif self.last is None:
            self.last = 0
            self.known.update(self.rows.values_list("pk", flat=True))

    def new(self) -> list[Model]:
        """Return the rows since the last time, in the order of their keys."""
        if self.counts_up:
            found = rows_after(self.rows, self.last or 0)
            self.last = found[-1].pk if found else self.last
            return found
        keys = [pk for pk in self.rows.values_list("pk", flat=True) if pk not in self.known]
        self.known.update(keys)
        return list(self.rows.filter(pk__in=keys).order_by("pk"))


def _last_key(rows: QuerySet) -> Any:
    # Each story asks once for each model: the same as an aggregate takes ten times as long.
    connection, meta = connections[rows.db], rows.model._meta
    column, table = (connection.ops.quote_name(name) for name in (meta.pk.column, meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX({column}) FROM {table}")  # noqa: S608 names of the model's own
        return cursor.fetchone()[0]


class Evidence:
    """Collects what happens. Tasks, e-mails, frames and beat add to it; `watch` adds a project's rows."""

    def __init__(self, clock: Clock, most_kept: int | None = None) -> None:
        self._clock = clock
        self._watched: list[_Watched] = []
        # What people call a task, by its name; a timeline says it.
        self.task_titles: dict[str, str] = {}
        # Of each kind of thing that happens; None for all.
        self.most_kept = most_kept
        self.entries: list[Entry] = Latest(most_kept)
        self.writes = Writes()

    def add(self, kind: str, caption: str, data: Any = None, *, at: datetime | None = None) -> None:
        """Add an entry, at the clock's present moment unless it happened at another."""
        self.entries.append(Entry(at or self._clock.now(), kind, caption, data))

    def title_of(self, task: str) -> str:
        """Return what people call a task: its title in `task_titles`, else its name."""
        return self.task_titles.get(task, task)

    def of(self, kind: str) -> list[Entry]:
        """Return the entries of one kind, oldest first."""
        return [entry for entry in self.entries if entry.kind == kind]

    def watch(
        self,
        rows: type[Model] | QuerySet,
        caption: str | Callable[[Any], str] = "{}",
        *,
        kind: str = "row",
        at: str | None = None,
    ) -> None:
        """Add each new row of a model to the timeline, as an entry of a kind.

        `rows` is a model, or a queryset of it where the caption needs related rows. `caption` is a function of the
        row, or a format with the row as its only value: "note: {0.text}". `at` names the field that says when a row
        was written; by default it is when the story finds it. A queryset that several stories watch
        is compiled once. ValueError for a field that rows do not have.
        """
        queryset = rows if isinstance(rows, QuerySet) else rows._default_manager.all()
        if at is not None and not hasattr(queryset.model, at) and at not in queryset.query.annotations:
            fields = [field.name for field in queryset.model._meta.get_fields()]
            raise ValueError(f"{queryset.model.__name__} has no field {at!r}.{did_you_mean(at, fields)}")
        self._watched.append(_Watched(queryset, caption if callable(caption) else caption.format, kind, at))

    def is_watched(self, model: type[Model]) -> bool:
        """Whether new rows of a model join the timeline."""
        return any(watched.rows.model is model for watched in self._watched)

    def expect_rows(self, tables: Collection[str] = (ANY_TABLE,)) -> None:
        """Look for rows of these tables at the next collect: somebody whose statements are not seen here wrote them.

        Tables are in quotes, as in statements; by default it may have been any.
        """
        self.writes.note_elsewhere(tables)
        for watched in self._watched:
            if ANY_TABLE in tables or any(name in tables for name in watched.names):
                watched.is_written = True

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
            if watched.is_written:
                watched.is_written = False
                for row in watched.new():
                    at = getattr(row, watched.at).astimezone(UTC) if watched.at else None
                    self.add(watched.kind, watched.caption(row), row, at=at)

    def timeline(self) -> str:
        """Return the lines of the whole timeline (`lines_of`), as text."""
        return "\n".join(map(str, lines_of(self.entries))) or "Nothing has left the system yet."

    def _notice(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.writes.note(text_of(sql))
        if self._watched and "INSERT" in sql[:20].upper():
            for watched in self._watched:
                if not watched.is_written and any(name in sql for name in watched.names):
                    watched.note_what_is_there()
                    watched.is_written = True
        return execute(sql, params, many, context)
