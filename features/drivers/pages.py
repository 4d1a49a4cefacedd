"""Pages of the workspace, as people use them in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from features.drivers.applications import Applications
from features.drivers.browser import Browser
from features.drivers.people import People
from features.drivers.plain_browser import PlainBrowser
from features.words import CHANNELS, EVENTS
from timeskip.gherkin import label_of

if TYPE_CHECKING:
    from features.doors.page import PageDoor
    from features.doors.page.screen import Screen


class Pages:
    """What everybody has on the screen.

    page_door: the door in whose browsers this is. Where the story goes through the page door, it is that one,
    so that a page shows what came of the latest act.
    """

    def __init__(
        self, people: People, applications: Applications, page_door: "Callable[[], PageDoor]"
    ) -> None:
        self._people = people
        self._applications = applications
        self._page_door = page_door
        # Of people who log in themselves.
        self._own: dict[str, Browser] = {}

    @property
    def door(self) -> "PageDoor":
        """The door in whose browsers this is."""
        return self._page_door()

    def open(self, who: str, address: str) -> None:
        """Open an address in somebody's browser, logged in."""
        if who in self._own:
            self._own[who].open(address)
        else:
            self._page_door().desk(self._people.person(who)).visit(address)

    def browser(self, who: str) -> Browser:
        """Return somebody's browser, logged in."""
        return self._own.get(who) or self._page_door().desk(self._people.person(who)).browser

    def use(self, who: str, browser: Browser) -> None:
        """Use this browser for somebody from now on."""
        self._own[who] = browser

    def open_application(self, who: str, borrower: str) -> None:
        """Somebody opens the page of an application."""
        self.open(who, f"/applications/{self._applications.of(borrower).reference}/")

    def open_from(self, who: str, page: str, words: str) -> None:
        """Somebody opens a page from a list, by the words of its link."""
        self.open(who, page)
        self.shown_to(who).follow(words)

    def setting(self, who: str, channel: str, event: str) -> str:
        """Return how the open page of preferences says that somebody is told: On, Off, Always on."""
        rows = {row["Notification"]: row for row in self.screen(who).rows()}
        wanted = label_of(EVENTS, event).capitalize()
        if wanted not in rows:
            raise AssertionError(f"{who}'s page has no setting for “{wanted}”, but: {', '.join(rows)}.")
        # Beside “On” is what switches it off.
        return rows[wanted][label_of(CHANNELS, channel).capitalize()].partition(" Switch ")[0]

    def before(self, who: str) -> Browser:
        """Return the browser with somebody's open page; AssertionError if they have opened none."""
        browser = self.browser(who)
        if not browser.status:
            raise AssertionError(f"{who} has not opened a page yet.")
        return browser

    def shown_to(self, who: str) -> Browser:
        """Return the browser with somebody's open page; AssertionError if there is no such page for them."""
        browser = self.before(who)
        if browser.status == 404:
            raise AssertionError(f"There is no page before {who}: say “{who} finds nothing there”.")
        return browser

    def screen(self, who: str) -> "Screen":
        """Return somebody's open page as the page door reads it."""
        return _screen(self.shown_to(who))

    def offers(self, who: str) -> list[str]:
        """Return everything that somebody's open page offers: its buttons and links."""
        return _offers(self.shown_to(who))

    def require_offered_to_others(self, who: str, offer: str) -> None:
        """Fail where the page that somebody has open offers this to nobody."""
        address, there = self.shown_to(who).address, self.offers(who)
        for name in self._people.with_login():
            browser = PlainBrowser(name, self._people.person(name).browser())
            browser.open(address)
            there += _offers(browser)
        if not any(one.startswith(offer) for one in there):
            raise AssertionError(
                f"This page offers “{offer.strip()}” to nobody else either, so this checks nothing. "
                f"It offers: {', '.join(dict.fromkeys(there)) or 'nothing'}."
            )

    def close(self) -> None:
        """Close the browsers of people who log in themselves."""
        for browser in self._own.values():
            browser.close()


def _offers(browser: Browser) -> list[str]:
    screen = _screen(browser)
    return [*screen.buttons(), *screen.links().values()]


def _screen(browser: Browser) -> "Screen":
    # Most scenarios open no page, and a run's first step does not wait for this.
    from features.doors.page.screen import Screen

    return Screen(browser.html)
