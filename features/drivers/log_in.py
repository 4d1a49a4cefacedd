"""Logging in and out: on the pages, and through the API."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

from cryptography.fernet import Fernet
from django.conf import settings
from django.test import Client, override_settings

from applications.models import fields
from features.drivers.authenticator import code_of
from features.drivers.emails import Emails
from features.drivers.pages import Pages
from features.drivers.people import People
from features.drivers.plain_browser import PlainBrowser

# Where everybody in a story sits, unless it says otherwise.
OFFICE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
RESET_SUBJECT = "Choose a new password"


class LogIn:
    """Logs people in and out, each time in a new browser."""

    def __init__(self, people: People, pages: Pages, emails: Emails, resources: ExitStack) -> None:
        self._people = people
        self._pages = pages
        self._emails = emails
        self._resources = resources
        self._passwords: dict[str, str] = {}
        # Each person's browsers, in the order in which they were opened.
        self._clients: dict[str, list[Client]] = {}
        self._keys: dict[str, str] = {}
        self._recovery_codes: dict[str, list[str]] = {}
        self._tokens: dict[str, str] = {}
        self.answer: str | None = None  # of the API, when a token was last asked for; empty where it gave one

    def second_factor_is_required(self) -> None:
        """Require a second factor of staff, as in production."""
        self._resources.enter_context(override_settings(SECOND_FACTOR="required"))

    def replace_encryption_key(self, *, keep_old: bool) -> None:
        """Encrypt with a new key from now on; without the old one, older values cannot be read."""
        keys = [Fernet.generate_key().decode(), *(settings.FIELD_ENCRYPTION_KEYS if keep_old else [])]
        self._resources.callback(fields._cipher.cache_clear)
        self._resources.enter_context(override_settings(FIELD_ENCRYPTION_KEYS=keys))
        fields._cipher.cache_clear()

    def has_password(self, who: str, password: str) -> None:
        """Give somebody a password before the story begins."""
        user = self._people.person(who).user
        user.set_password(password)
        user.save()
        self._passwords[who] = password

    def log_in(self, who: str, password: str | None = None, address: str = OFFICE) -> None:
        """Somebody opens a new browser and enters an e-mail address and a password."""
        client = Client(REMOTE_ADDR=address)
        self._clients.setdefault(who, []).append(client)
        browser = PlainBrowser(who, client)
        self._pages.use(who, browser)
        browser.open("/login/")
        self._enter(browser, self._people.person(who).address, password or self._passwords[who])

    def tries_wrong_passwords(self, count: int, who: str, address: str) -> None:
        """Somebody tries passwords that are not this person's."""
        self._try([self._people.person(who).address] * count, address)

    def tries_other_accounts(self, count: int, address: str) -> None:
        """Somebody tries one password for as many people who do not exist."""
        self._try([f"person{number}@example.com" for number in range(count)], address)

    def enter_code(self, who: str, code: str) -> None:
        """Somebody enters a code, in the second step of logging in."""
        self._pages.before(who).press("Log in", {"Code from your app, or a recovery code": code})

    def code(self, who: str) -> str:
        """What somebody's authenticator app shows now."""
        return code_of(self._keys[who])

    def recovery_code(self, who: str) -> str:
        """The next of the recovery codes that somebody has written down."""
        return self._recovery_codes[who].pop(0)

    def set_up_second_factor(self, who: str) -> None:
        """Somebody connects an app with the key on the page, and keeps the recovery codes."""
        page = self._pages.before(who)
        filled_in = {}
        if page.address != "/login/set-up/":
            page.open("/account/second-factor/")
            filled_in["Your password"] = self._passwords[who]
        self._keys[who] = re.search(r"Key: ([A-Z2-7 ]+?) (?:Your|Code)", page.text())[1]
        page.press("Set up", {**filled_in, "Code from your app": self.code(who)})
        self._recovery_codes[who] = re.findall(r"\b[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}\b", page.text())

    def change_password(self, who: str, password: str) -> None:
        """Somebody who is logged in chooses another password."""
        page = self._pages.before(who)
        page.open("/account/password/")
        filled_in = {"Old password": self._passwords[who]}
        self._choose(page, password, filled_in)
        self._passwords[who] = password

    def forget_password(self, who: str) -> None:
        """Somebody asks for a new password at the log-in page."""
        self.forget_password_of(self._people.person(who).address, who)

    def forget_password_of(self, address: str, who: str) -> None:
        """Somebody asks for a new password for an address."""
        browser = PlainBrowser(who, Client(REMOTE_ADDR=OFFICE))
        self._pages.use(who, browser)
        browser.open("/password/forgotten/")
        browser.press("Send link", {"E-mail address": address})

    def follow_link(self, who: str, password: str) -> None:
        """Somebody opens the newest link that came by e-mail, and chooses a password there."""
        emails = self._emails.received(who)
        link = next(email for email in reversed(emails) if email.subject == RESET_SUBJECT)
        page = self._pages.before(who)
        page.open(re.search(r"http://[^/]+(/password/\S+)", link.text)[1])
        if "Save password" in page.buttons():
            self._choose(page, password, {})
            self._passwords[who] = password

    def log_out_everywhere(self, who: str) -> None:
        """Somebody ends everything they are logged in with."""
        page = self._pages.before(who)
        page.open("/account/")
        page.press("Log out everywhere", {})

    def reset_second_factor(self, who: str, of: str) -> None:
        """An admin takes away a second factor that somebody has lost, on the admin pages."""
        client = self._people.person(who).browser()
        chosen = {"action": "reset_second_factor", "_selected_action": [self._people.person(of).user.pk]}
        client.post("/admin/users/user/", chosen)

    def take_token(self, who: str, password: str | None = None, code: str = "") -> None:
        """A program asks for an API token in somebody's name."""
        asked = {"email": self._people.person(who).address, "password": password or self._passwords[who]}
        asked |= {"otp": code} if code else {}
        said = Client(REMOTE_ADDR=OFFICE).post("/api/token/", asked, "application/json").json()
        self.answer = said.get("detail", "")
        if "token" in said:
            self._tokens[who] = said["token"]

    def revoke_token(self, who: str) -> None:
        """Somebody's program gives its token back."""
        headers = {"Authorization": f"Token {self._tokens[who]}"}
        (found,) = Client().get("/api/tokens/", headers=headers).json()["results"]
        Client().delete(f"/api/tokens/{found['id']}/", headers=headers)

    def token_works(self, who: str) -> bool:
        """Whether the API still answers somebody's token; AssertionError where they never had one."""
        if who not in self._tokens:
            raise AssertionError(f"{who} was given no API token: {self.answer}")
        return self.use_token(who) == 200

    def use_token(self, who: str) -> int:
        """Somebody's program asks for the applications; how the API answers, as a status of HTTP."""
        headers = {"Authorization": f"Token {self._tokens[who]}"}
        return Client().get("/api/applications/", headers=headers).status_code

    def logged_in(self, who: str) -> list[bool]:
        """Whether somebody is logged in, in each of their browsers; AssertionError without any."""
        if who not in self._clients:
            raise AssertionError(f"{who} has not tried to log in.")
        return [client.get("/inbox/").status_code == 200 for client in self._clients[who]]

    def sees_admin_pages(self, who: str) -> bool:
        """Whether the admin pages are there for somebody."""
        return self._people.person(who).browser().get("/admin/", follow=True).status_code == 200

    @staticmethod
    def _enter(browser: PlainBrowser, address: str, password: str) -> None:
        browser.press("Log in", {"E-mail address": address, "Password": password})

    @staticmethod
    def _choose(page, password: str, filled_in: dict[str, str]) -> None:
        new = {"New password": password, "New password confirmation": password}
        page.press("Save password", filled_in | new)

    def _try(self, addresses: list[str], from_address: str) -> None:
        for browser, address in self._strangers(addresses, from_address):
            browser.open("/login/")
            self._enter(browser, address, "not the password")

    @staticmethod
    def _strangers(addresses: list[str], from_address: str) -> Iterator[tuple[PlainBrowser, str]]:
        for address in addresses:
            yield PlainBrowser("somebody", Client(REMOTE_ADDR=from_address)), address
