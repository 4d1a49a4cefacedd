"""The inbox as a page: what people open, mark and look for in it."""

from features.drivers.browser import Browser
from features.drivers.pages import Pages

ADDRESS = "/inbox/"


class InboxPage:
    """Everybody's inbox, as their browser shows it."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def open_notification(self, who: str, message: str) -> None:
        """Open what a notification is about."""
        self._opened(who).press(message, {})

    def mark(self, who: str, message: str, *, read: bool) -> None:
        """Mark a notification as read or unread."""
        self._opened(who).press(f"Mark as {'read' if read else 'unread'}: {message}", {})

    def mark_all_read(self, who: str) -> None:
        """Mark everything as read."""
        self._opened(who).press("Mark all as read", {})

    def undo(self, who: str, count: int) -> None:
        """Make unread again what was last marked as read all at once."""
        self._opened(who).press(f"Undo “Mark all as read” ({count})", {})

    def _opened(self, who: str) -> Browser:
        self._pages.open(who, ADDRESS)
        return self._pages.before(who)
