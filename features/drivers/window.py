"""A browser window in Chromium, with styles and scripts."""

from timeskip.stacks.real.chromium import ChromiumBrowser


class Window(ChromiumBrowser):
    """A browser for `Pages`."""

    def unread(self) -> int:
        """Return the number beside the bell."""
        return int(self.text_at("#unread"))
