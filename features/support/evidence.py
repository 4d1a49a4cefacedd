"""What left the system, and when on the frozen clock: the timeline of a scenario."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.utils import timezone

from users.models import Notification

# What is kept of a notification.
TOLD = ("user__name", "message", "hidden", "notification_type")
NOTIFYING = f'INSERT INTO "{Notification._meta.db_table}"'


class Kind(StrEnum):
    TASK = "task"
    EMAIL = "e-mail"
    NOTIFICATION = "notification"
    FRAME = "live"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Entry:
    """One thing that happened: its moment, a caption for people, and the whole of it as data."""

    at: datetime
    kind: Kind
    caption: str
    data: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.when}  {self.kind:<12}  {self.caption}"

    @property
    def when(self) -> str:
        return f"{self.at:%a %d %b %Y %H:%M:%S}"


class Evidence:
    """Collects entries as they come to light, each with the moment at which it happened."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._last_notification = 0
        self._notified = False

    def watch_queries(self, execute, sql: str, params, many: bool, context: dict):
        """Django's execute wrapper: sees that notifications are written, so that nobody need look in vain."""
        self._notified = self._notified or sql.startswith(NOTIFYING)
        return execute(sql, params, many, context)

    def task(self, name: str, state: str, result: Any) -> None:
        """A background task ran."""
        shown = repr(result) if isinstance(result, Exception) else result
        self._add(Kind.TASK, f"{name}: {state} {shown}", name=name, state=state, result=shown)

    def email(self, *, sender: str, to: str, subject: str, text: str, html: str) -> None:
        """An e-mail reached its reader."""
        self._add(
            Kind.EMAIL,
            f"to {to}: {subject}",
            sender=sender,
            to=to,
            subject=subject,
            text=text,
            html=html,
        )

    def document(self, name: str, size: int) -> None:
        """A file was stored; `size` is in bytes."""
        # Its name is drawn by lot, and no part of a story that goes the same way every time.
        self._add(Kind.DOCUMENT, f"a file of {size:,} bytes", name=name, size=size)

    def frame(self, person: str, direction: str, frame: Any) -> None:
        """A frame went over somebody's socket."""
        self._add(Kind.FRAME, f"{person} {direction} {frame}", person=person, frame=frame)

    def notifications(self) -> None:
        """Take down the notifications written since the last time."""
        if not self._notified:
            return
        self._notified = False
        new = Notification.objects.filter(pk__gt=self._last_notification).order_by("pk")
        for pk, at, *told in new.values_list("pk", "created_at", *TOLD):
            self._last_notification = pk
            data = dict(zip(TOLD, told, strict=True))
            hidden = " (hidden)" if data["hidden"] else ""
            caption = f"to {data['user__name']}: {data['message']}{hidden}"
            self._add(Kind.NOTIFICATION, caption, at=at, **data)

    def timeline(self) -> str:
        """Every entry on a line of its own, oldest first; what only repeats itself is counted."""
        lines = []
        by_moment = sorted(self.entries, key=lambda entry: entry.at)
        for _, run in groupby(by_moment, key=lambda entry: (entry.kind, entry.caption)):
            first, *others = run
            again = f"  (and {len(others)} times more, until {others[-1].when})" if others else ""
            lines.append(f"{first}{again}")
        return "\n".join(lines) or "Nothing has happened yet."

    def _add(self, kind: Kind, caption: str, at: datetime | None = None, **data: Any) -> None:
        self.entries.append(Entry(timezone.localtime(at), kind, caption, data))
