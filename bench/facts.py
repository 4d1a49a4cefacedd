"""The facts of the work, for the variants that describe, do and check it."""

from typing import Any

WHO = "Ada"
WAITING = 3  # notifications in the inbox before the socket opens
NEWS = "It is done."
PATH = "/ws/notifications/"
ORIGIN = "http://localhost:8000"
MOMENT = "2025-03-03T09:00:00+11:00"

# The frames that the socket has received at the end, shortened.
FRAMES = [f"unread_count {WAITING}", f"notification {NEWS}", f"unread_count {WAITING + 1}"]


def in_short(frame: dict[str, Any]) -> str:
    """A frame without what differs between runs: ids and times."""
    if frame["type"] == "notification":
        return f"notification {frame['notification']['message']}"
    return f"{frame['type']} {frame.get('count')}"
