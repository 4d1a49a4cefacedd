"""How the living documentation shows a story: packages/living-docs/README.md says what is in a timeline."""

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatch
from typing import Any

from django.utils import timezone

from applications.models import Report
from applications.reports.tables import tables_of
from timeskip import evidence as timeskip_evidence
from timeskip.files import StoredFile
from timeskip.mail import Email
from timeskip.task_log import TaskRun
from timeskip.websocket import Frame
from users.models import Notification

LONGEST_FRAME = 200  # characters that are shown of a frame somebody sends
# Of a frame, what a reader of the documentation is told: not what a person does by closing a tab.
DIRECTIONS = ("sends", "receives", "is closed with")


@dataclass(frozen=True)
class Command:
    """A command that was entered."""

    command: str
    lines: list[str]
    code: int | None


@dataclass(frozen=True)
class Picture:
    """A picture (WebP) of a page."""

    person: str
    address: str
    content: bytes


@dataclass(frozen=True)
class File:
    """An attachment: media type, name (None if it is random), content."""

    media_type: str
    name: str | None
    content: bytes


@dataclass(frozen=True)
class Entry:
    """One thing that happened, as the documentation shows it."""

    at: datetime
    kind: str
    caption: str
    data: dict[str, Any] = field(default_factory=dict)
    file: File | None = None


def as_data(entries: Iterable[timeskip_evidence.Entry]) -> tuple[list[dict[str, Any]], list[File]]:
    """Return entries as JSON can carry them, and the files that they refer to by index."""
    files: list[File] = []
    lines = timeskip_evidence.lines_of(filter(_is_told, entries), is_apart=_has_file)
    return [_as_data(line, files) for line in lines], files


def _is_told(entry: timeskip_evidence.Entry) -> bool:
    return not isinstance(entry.data, Frame) or entry.data.direction in DIRECTIONS


def _has_file(entry: timeskip_evidence.Entry) -> bool:
    return isinstance(entry.data, Email | StoredFile | Picture)


@singledispatch
def _shown(data: Any, entry: timeskip_evidence.Entry) -> Entry:
    # A refused e-mail has no content to attach.
    return _entry(entry, kind="mail server" if entry.kind == "e-mail" else entry.kind)


@_shown.register
def _(data: TaskRun, entry: timeskip_evidence.Entry) -> Entry:
    # The caption says it all, in people's words.
    return _entry(entry)


@_shown.register
def _(data: Email, entry: timeskip_evidence.Entry) -> Entry:
    file = File("message/rfc822", f"{data.subject}.eml", without_random_parts(data.content))
    return _entry(entry, file=file, to=data.to, subject=data.subject)


@_shown.register
def _(data: StoredFile, entry: timeskip_evidence.Entry) -> Entry:
    # Its name is random, and equal files have to be equal attachments.
    media_type = mimetypes.guess_type(data.name)[0] or "application/octet-stream"
    file = File(media_type, None, data.content)
    size = len(data.content)
    return _entry(entry, kind="document", caption=f"a file of {size:,} bytes", file=file, size=size)


@_shown.register
def _(data: Frame, entry: timeskip_evidence.Entry) -> Entry:
    frame = data.content
    if data.direction == "sends":
        frame = frame if isinstance(frame, str) else repr(frame)
        frame = frame if len(frame) < LONGEST_FRAME else f"{frame[:LONGEST_FRAME]}…"
    caption = f"{data.socket} {data.direction} {frame}"
    return _entry(
        entry, kind="live", caption=caption, person=data.socket, direction=data.direction, frame=frame
    )


@_shown.register
def _(data: Notification, entry: timeskip_evidence.Entry) -> Entry:
    told = {name: getattr(data, name) for name in ("message", "hidden", "notification_type")}
    return _entry(entry, user__name=data.user.name, **told)


@_shown.register
def _(data: Report, entry: timeskip_evidence.Entry) -> Entry:
    tables = [
        {"title": table.title, "columns": table.columns, "rows": table.rows, "note": table.note}
        for table in tables_of(data.kind, data.figures)
    ]
    return _entry(entry, tables=tables)


@_shown.register
def _(data: Command, entry: timeskip_evidence.Entry) -> Entry:
    return _entry(entry, command=data.command, lines=data.lines, code=data.code)


@_shown.register
def _(data: Picture, entry: timeskip_evidence.Entry) -> Entry:
    # An address is no name of a file.
    file = File("image/webp", None, data.content)
    return _entry(entry, file=file, person=data.person, address=data.address)


def _entry(
    entry: timeskip_evidence.Entry,
    *,
    kind: str | None = None,
    caption: str | None = None,
    file: File | None = None,
    **data: Any,
) -> Entry:
    return Entry(timezone.localtime(entry.at), kind or entry.kind, caption or entry.caption, data, file)


def without_random_parts(content: bytes) -> bytes:
    """An e-mail without its Message-ID and with numbered boundaries: equal e-mails are equal attachments."""
    numbers: dict[bytes, bytes] = {}

    def numbered(found: re.Match) -> bytes:
        return numbers.setdefault(found[0], b"===============%d==" % len(numbers))

    blank = re.search(rb"(?<=\n)\r?\n", content)
    end = blank.start() if blank else len(content)
    head = re.sub(rb"(?im)^message-id:.*\n(?:[ \t].*\n)*", b"", content[:end])
    return re.sub(rb"={5,}\d+==", numbered, head + content[end:])


def _as_data(line: timeskip_evidence.Line, files: list[File]) -> dict[str, Any]:
    entry = _shown(line.entry.data, line.entry)
    shown = {"at": entry.at.isoformat(), "kind": entry.kind, "caption": entry.caption, **entry.data}
    if line.until:
        shown |= {"times": line.times, "until": timezone.localtime(line.until).isoformat()}
    if entry.file:
        # Its place among the step's attachments.
        shown["attachment"] = len(files)
        files.append(entry.file)
    return shown
