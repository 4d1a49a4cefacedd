"""What left the system, and when on the frozen clock: a scenario's timeline, and what reports show of it."""

import json
import mimetypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from behave.runner import Context
from django.utils import timezone

from applications.models import Report
from applications.reports.tables import report_title, tables_of
from behave_messages import attach, wanted
from users.models import Notification

# What is kept of a notification.
TOLD = ("user__name", "message", "hidden", "notification_type")
# Rows that are evidence themselves; SQLite's way to ignore conflicts has words in between.
WRITING = {
    model: re.compile(rf'INSERT (?:OR IGNORE )?INTO "{model._meta.db_table}"')
    for model in (Notification, Report)
}

# What a step's timeline is attached as; living_docs/README.md says what is in it.
TIMELINE = "application/json; profile=timeline"


class Kind(StrEnum):
    TASK = "task"
    EMAIL = "e-mail"
    NOTIFICATION = "notification"
    FRAME = "live"
    DOCUMENT = "document"
    REPORT = "report"
    REFUSAL = "refusal"
    COMMAND = "command"
    PAGE = "page"


@dataclass(frozen=True)
class File:
    """What is attached as it is: its media type, a name by which people know it, and its bytes when asked."""

    media_type: str
    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Entry:
    """One thing that happened: its moment, a caption for people, and the whole of it as data."""

    at: datetime
    kind: Kind
    caption: str
    data: dict[str, Any] = field(default_factory=dict)
    file: File | None = None

    def __str__(self) -> str:
        return f"{self.when}  {self.kind:<12}  {self.caption}"

    @property
    def when(self) -> str:
        return f"{self.at:%a %d %b %Y %H:%M:%S}"


class Evidence:
    """Collects entries as they come to light, each with the moment at which it happened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._handed_over = 0
        self._last: dict[type, int] = {Notification: 0, Report: 0}
        self._written: set[type] = set()

    def watch_queries(self, execute, sql: str, params, many: bool, context: dict):
        """Django's execute wrapper: sees that rows are written, so that nobody need look in vain."""
        if sql.startswith("INSERT"):
            self._written.update(model for model, writing in WRITING.items() if writing.match(sql))
        return execute(sql, params, many, context)

    def anything_written(self) -> None:
        """Somebody else, whose queries are not seen here, may have written rows."""
        self._written.update(WRITING)

    def task(self, name: str, state: str, result: Any, at: datetime | None = None) -> None:
        """A background task ran."""
        shown = repr(result) if isinstance(result, Exception) else result
        self._add(Kind.TASK, f"{name}: {state} {shown}", at=at, name=name, state=state, result=shown)

    def email(self, to: str, subject: str, content: Callable[[], bytes], at: datetime | None = None) -> None:
        """An e-mail reached its reader."""
        file = File("message/rfc822", f"{subject}.eml", content)
        self._add(Kind.EMAIL, f"to {to}: {subject}", at=at, file=file, to=to, subject=subject)

    def document(self, name: str, data: bytes) -> None:
        """A file was stored."""
        # Its name is drawn by lot, and no part of a story that goes the same way every time.
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(media_type, name.rpartition("/")[2], lambda: data)
        self._add(Kind.DOCUMENT, f"a file of {len(data):,} bytes", file=file, name=name, size=len(data))

    def frame(self, person: str, direction: str, frame: Any) -> None:
        """A frame went over somebody's socket."""
        caption = f"{person} {direction} {frame}"
        self._add(Kind.FRAME, caption, person=person, direction=direction, frame=frame)

    def refusal(self, reason: str) -> None:
        """Somebody was refused something."""
        self._add(Kind.REFUSAL, reason)

    def command(self, command: str, lines: list[str], code: int | None) -> None:
        """A command was entered; `code` is its exit code."""
        self._add(Kind.COMMAND, f"{command}: exit code {code}", command=command, lines=lines, code=code)

    def page(self, person: str, address: str, picture: bytes) -> None:
        """Somebody has a page on the screen; `picture` is WebP."""
        caption = f"{person} looks at {address}"
        file = File("image/webp", caption, lambda: picture)
        self._add(Kind.PAGE, caption, file=file, person=person, address=address)

    def rows(self) -> None:
        """Take down the notifications and reports written since the last time."""
        if Notification in self._written:
            self._notifications()
        if Report in self._written:
            self._reports()
        self._written.clear()

    def timeline(self) -> str:
        """Every entry on a line of its own, oldest first; what only repeats itself is counted."""
        lines = []
        for first, others in _runs(self.entries):
            again = f"  (and {len(others)} times more, until {others[-1].when})" if others else ""
            lines.append(f"{first}{again}")
        return "\n".join(lines) or "Nothing has happened yet."

    def hand_over(self, context: Context) -> None:
        """Attach what has come to light since the last time to the step that is running."""
        new, self._handed_over = self.entries[self._handed_over :], len(self.entries)
        if not new or not wanted(context):
            return
        files: list[File] = []
        shown = [_as_data(first, others, files) for first, others in _runs(new)]
        for file in files:
            attach(context, file.media_type, file.content(), file.name)
        attach(context, TIMELINE, json.dumps({"timeline": shown}, default=str), "timeline.json")

    def _notifications(self) -> None:
        for pk, at, *told in self._new(Notification).values_list("pk", "created_at", *TOLD):
            self._last[Notification] = pk
            data = dict(zip(TOLD, told, strict=True))
            hidden = " (hidden)" if data["hidden"] else ""
            caption = f"to {data['user__name']}: {data['message']}{hidden}"
            self._add(Kind.NOTIFICATION, caption, at=at, **data)

    def _reports(self) -> None:
        for report in self._new(Report).select_related("bdm"):
            self._last[Report] = report.pk
            caption = report_title(report.kind, report.period, report.version)
            if report.bdm:
                caption = f"{caption}, of {report.bdm.name}"
            tables = [
                {"title": table.title, "columns": table.columns, "rows": table.rows, "note": table.note}
                for table in tables_of(report.kind, report.figures)
            ]
            self._add(Kind.REPORT, caption, at=report.created_at, tables=tables)

    def _new(self, model: type):
        return model.objects.filter(pk__gt=self._last[model]).order_by("pk")

    def _add(
        self, kind: Kind, caption: str, *, at: datetime | None = None, file: File | None = None, **data: Any
    ) -> None:
        self.entries.append(Entry(timezone.localtime(at), kind, caption, data, file))


def _runs(entries: list[Entry]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Entries by their moment, each with those behind it that only repeat it; files are never repeats."""
    by_moment = sorted(entries, key=lambda entry: entry.at)
    for _, run in groupby(by_moment, key=lambda entry: (entry.kind, entry.caption, id(entry.file))):
        first, *others = run
        yield first, others


def _as_data(first: Entry, others: list[Entry], files: list[File]) -> dict[str, Any]:
    shown = {"at": first.at.isoformat(), "kind": str(first.kind), "caption": first.caption, **first.data}
    if others:
        shown |= {"times": len(others) + 1, "until": others[-1].at.isoformat()}
    if first.file:
        # Its place among the step's attachments.
        shown["attachment"] = len(files)
        files.append(first.file)
    return shown
