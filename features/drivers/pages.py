"""The pages of the workspace as people use them: they look, fill in, press, and read what comes."""

from collections.abc import Callable
from typing import Protocol

from django.test import Client

from features.drivers.applications import Applications
from features.drivers.people import People


class Browser(Protocol):
    """Somebody's browser, and the page that it shows."""

    status: int  # how the page was answered: 200, or 404 where there is nothing
    address: str

    def open(self, address: str) -> None:
        """Show the page of an address."""

    def follow(self, words: str) -> None:
        """Follow a link, named by words of it; AssertionError says which links there are."""

    def press(self, button: str, filled_in: dict[str, object]) -> None:
        """Fill in fields by label and press a button by its name; AssertionError says what there is."""

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> None:
        """Choose a file by a field's label, and press a button."""

    def text(self) -> str:
        """What there is to read."""

    def part(self, heading: str) -> str:
        """What stands under one heading; AssertionError says which headings there are."""

    def buttons(self) -> list[str]:
        """What could be pressed, by its name."""

    def navigation(self) -> list[str]:
        """Where one can go from every page."""

    def unread(self) -> int:
        """The number beside the bell."""

    def close(self) -> None:
        """Nobody needs it any more."""


class Pages:
    """Everybody's browser."""

    def __init__(
        self, people: People, applications: Applications, browser_of: Callable[[str, Client], Browser]
    ) -> None:
        self._people = people
        self._applications = applications
        self._browser_of = browser_of
        self._browsers: dict[str, Browser] = {}

    def open(self, who: str, address: str) -> None:
        """Somebody opens an address, in the browser that they are logged in with."""
        if who not in self._browsers:
            self._browsers[who] = self._browser_of(who, self._people.person(who).browser())
        self._browsers[who].open(address)

    def use(self, who: str, browser: Browser) -> None:
        """From now on somebody looks at this browser."""
        self._browsers[who] = browser

    def open_application(self, who: str, borrower: str) -> None:
        """Somebody opens the page of an application."""
        self.open(who, f"/applications/{self._applications.of(borrower).reference}/")

    def before(self, who: str) -> Browser:
        """The page before somebody; AssertionError where they have not opened one."""
        if who not in self._browsers:
            raise AssertionError(f"{who} has not opened a page yet.")
        return self._browsers[who]

    def close(self) -> None:
        """Everybody closes theirs."""
        for browser in self._browsers.values():
            browser.close()
