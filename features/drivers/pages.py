"""Pages of the workspace, as people use them in a browser."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from django.test import Client

from features.drivers.applications import Applications
from features.drivers.people import People
from features.drivers.plain_browser import PlainBrowser


class Browser(Protocol):
    """Somebody's browser, and the page that it shows."""

    status: int  # how the page was answered: 200, or 404 where there is nothing
    address: str
    html: str

    def open(self, address: str) -> None:
        """Show the page of an address."""

    def follow(self, words: str) -> None:
        """Follow a link, named by words of it; AssertionError says which links there are."""

    def press(self, button: str, filled_in: dict[str, object], beside: str = "", times: int = 1) -> None:
        """Fill in fields by label and press a button by its name; AssertionError says what there is.

        beside: text of the button's row, of several with the same name; times: how often it is pressed.
        """

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> None:
        """Choose a file by a field's label, and press a button."""

    def text(self) -> str:
        """Return the text of the page."""

    def part(self, heading: str) -> str:
        """Return the text under a heading; AssertionError lists the headings."""

    def buttons(self) -> list[str]:
        """Return the names of the buttons."""

    def navigation(self) -> list[str]:
        """Return the links of the navigation."""

    def unread(self) -> int:
        """Return the number beside the bell."""

    def close(self) -> None:
        """Close the browser."""


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
        """Open an address in somebody's browser, logged in."""
        self.browser(who).open(address)

    def search(self, who: str, words: str) -> None:
        """Somebody looks for applications with the search of the page's head."""
        self.open(who, f"/search/?{urlencode({'words': words})}")

    def browser(self, who: str) -> Browser:
        """Return somebody's browser, logged in."""
        if who not in self._browsers:
            self._browsers[who] = self._browser_of(who, self._people.person(who).browser())
        return self._browsers[who]

    def use(self, who: str, browser: Browser) -> None:
        """Use this browser for somebody from now on."""
        self._browsers[who] = browser

    def open_ones(self) -> list[tuple[str, Browser]]:
        """Return everybody's open browser, with whose it is."""
        return list(self._browsers.items())

    def open_application(self, who: str, borrower: str) -> None:
        """Somebody opens the page of an application."""
        self.open(who, f"/applications/{self._applications.of(borrower).reference}/")

    def open_upload(self, who: str, borrower: str, kind: str) -> None:
        """Somebody opens the page for uploading a document of an application."""
        reference = self._applications.of(borrower).reference
        self.open(who, f"/applications/{reference}/documents/upload/?kind={kind}")

    def before(self, who: str) -> Browser:
        """Return the browser with somebody's open page; AssertionError if they have opened none."""
        self._people.person(who)
        if who not in self._browsers:
            raise AssertionError(f"{who} has not opened a page yet.")
        return self._browsers[who]

    def shown_to(self, who: str) -> Browser:
        """Return the browser with somebody's open page; AssertionError if there is no such page for them."""
        browser = self.before(who)
        if browser.status == 404:
            raise AssertionError(f"There is no page before {who}: say “{who} finds nothing there”.")
        return browser

    def require_button_of_others(self, who: str, button: str) -> None:
        """Fail where nobody has a button on the page that somebody has open: it may be misspelt."""
        address = self.shown_to(who).address
        there: list[str] = list(self.shown_to(who).buttons())
        for name in self._people.with_login():
            browser = PlainBrowser(name, self._people.person(name).browser())
            browser.open(address)
            there += browser.buttons()
        if button not in there:
            raise AssertionError(
                f"Nobody else has a button “{button}” on this page either, so this checks nothing. "
                f"Buttons there: {', '.join(dict.fromkeys(there)) or 'none'}."
            )

    def close(self) -> None:
        """Close every browser."""
        for browser in self._browsers.values():
            browser.close()
