"""Lists on pages: what people search for, narrow them to, and find in them."""

from contextlib import suppress
from urllib.parse import urlencode

from features.drivers.applications import Applications
from features.drivers.pages import Pages
from timeskip.gherkin import to_day

# What a story says → what the page offers as a choice.
CHOICES = {"unread": "Unread only"}


class Lists:
    """What somebody has on the screen, as a list."""

    def __init__(self, pages: Pages, applications: Applications) -> None:
        self._pages = pages
        self._applications = applications

    def search(self, who: str, words: str) -> None:
        """Look for applications with the search of the page's head."""
        self._pages.open(who, f"/search/?{urlencode({'words': words})}")

    def narrow(self, who: str, page: str, label: str, value: str) -> None:
        """Open a list, and show only what is like this."""
        self._pages.open(who, page)
        self._pages.shown_to(who).press("Show", {label: _typed(value)})

    def sort(self, who: str, column: str) -> None:
        """Put the list on the screen in the order of a column."""
        self._pages.shown_to(who).follow(column.capitalize())

    def found(self, who: str) -> list[str]:
        """Return the borrowers whose applications are on the screen, the first first."""
        return self._applications.mentioned(self._pages.shown_to(who).text())


def _typed(value: str) -> str:
    """Return what is typed or chosen for it."""
    with suppress(ValueError):
        return to_day(value).isoformat()
    return CHOICES.get(value, value)
