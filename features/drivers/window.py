"""Somebody's window in Chromium: the workspace with its style and scripts."""

from timeskip.stacks.real.chromium import ChromiumBrowser


class Window(ChromiumBrowser):
    """A browser as `Pages` has it."""

    def unread(self) -> int:
        """The number beside the bell."""
        return int(self.text_at("#unread"))
