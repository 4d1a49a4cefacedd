"""Logging in and out on the pages."""

from django.test import Client

from features.drivers.pages import Pages
from features.drivers.passwords import Passwords
from features.drivers.people import OFFICE, People
from features.drivers.plain_browser import PlainBrowser


class LogIn:
    """Logs people in and out, each time in a new browser."""

    def __init__(self, people: People, pages: Pages, passwords: Passwords) -> None:
        self._people = people
        self._pages = pages
        self._passwords = passwords
        # Each person's browsers, in the order in which they were opened.
        self._clients: dict[str, list[Client]] = {}

    def log_in(self, who: str, password: str | None = None, address: str = OFFICE) -> None:
        """Somebody opens a new browser and enters an e-mail address and a password."""
        login, password = self._people.person(who).address, password or self._passwords.of(who)
        client = Client(REMOTE_ADDR=address)
        self._clients.setdefault(who, []).append(client)
        browser = PlainBrowser(who, client)
        self._pages.use(who, browser)
        browser.open("/login/")
        self._enter(browser, login, password)

    def log_out_everywhere(self, who: str) -> None:
        """Somebody ends everything they are logged in with."""
        page = self._pages.before(who)
        page.open("/account/")
        page.press("Log out everywhere", {})

    def try_wrong_passwords(self, count: int, who: str, address: str) -> None:
        """Somebody tries passwords that are not this person's."""
        self._try([self._people.person(who).address] * count, address)

    def try_other_accounts(self, count: int, address: str) -> None:
        """Somebody tries one password for as many people who do not exist."""
        self._try([f"person{number}@example.com" for number in range(count)], address)

    def logged_in(self, who: str) -> list[bool]:
        """Whether somebody is logged in, in each of their browsers; AssertionError without any."""
        if who not in self._clients:
            raise AssertionError(f"{who} has not tried to log in.")
        return [client.get("/inbox/").status_code == 200 for client in self._clients[who]]

    def sees_admin_pages(self, who: str) -> bool:
        """Whether the admin pages are there for somebody."""
        return self._people.person(who).browser().get("/admin/", follow=True).status_code == 200

    def _try(self, addresses: list[str], from_address: str) -> None:
        for address in addresses:
            browser = PlainBrowser("somebody", Client(REMOTE_ADDR=from_address))
            browser.open("/login/")
            self._enter(browser, address, "not the password")

    @staticmethod
    def _enter(browser: PlainBrowser, address: str, password: str) -> None:
        browser.press("Log in", {"E-mail address": address, "Password": password})
