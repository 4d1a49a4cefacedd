"""A browser window in Chromium, with styles and scripts."""

from collections.abc import Iterator
from contextlib import contextmanager

from features.drivers.plain_browser import NotOfferedError
from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.chromium import ChromiumBrowser


class Window(ChromiumBrowser):
    """A browser for `Pages`, and for the page door."""

    def follow(self, words: str) -> None:
        with _said_as_not_offered():
            super().follow(words)

    def press(self, button: str, filled_in: dict[str, object], beside: str = "", times: int = 1) -> None:
        if times > 1:
            raise NotOnThisStack("A browser sends a form once, and shows what comes back.")
        with _said_as_not_offered():
            super().press(button, filled_in, beside)

    def unread(self) -> int:
        """Return the number beside the bell."""
        return int(self.text_at("#unread"))


@contextmanager
def _said_as_not_offered() -> Iterator[None]:
    try:
        yield
    except AssertionError as missing:
        raise NotOfferedError(str(missing)) from missing
