"""API tokens: taking, using and revoking them."""

import re

from django.test import Client

from features.drivers.lookup import own
from features.drivers.pages import Pages
from features.drivers.passwords import Passwords
from features.drivers.people import OFFICE, People

TOKEN = re.compile(r"\b[0-9a-f]{64}\b")


class ApiTokens:
    """Everybody's programs, each with its newest token."""

    def __init__(self, people: People, pages: Pages, passwords: Passwords) -> None:
        self._people = people
        self._pages = pages
        self._passwords = passwords
        self._tokens: dict[str, str] = {}
        self.answer: str | None = None  # of the API, when a token was last asked for; empty where it gave one

    def take(self, who: str, code: str = "") -> None:
        """A program asks for an API token in somebody's name."""
        asked = {"email": self._people.person(who).address, "password": self._passwords.of(who)}
        asked |= {"otp": code} if code else {}
        said = Client(REMOTE_ADDR=OFFICE).post("/api/token/", asked, "application/json").json()
        self.answer = said.get("detail", "")
        if "token" in said:
            self._tokens[who] = said["token"]

    def create(self, who: str) -> None:
        """Somebody creates a token on the page of their account, and copies it."""
        self._pages.open(who, "/account/")
        browser = self._pages.before(who)
        password = {"Your password, to create a token": self._passwords.of(who)}
        browser.press("Create API token", password)
        found = TOKEN.search(browser.text())
        if found is None:
            raise AssertionError(f"{who}'s page shows no API token.")
        self._tokens[who] = found[0]

    def try_to_create(self, who: str, password: str) -> None:
        """Somebody asks for a token on the page of their account, with a password that may be wrong."""
        self._pages.open(who, "/account/")
        self._pages.before(who).press("Create API token", {"Your password, to create a token": password})

    def revoke_on_page(self, who: str) -> None:
        """Somebody revokes their token on the page of their account."""
        own(who, self._tokens, "API token", say=f"Given {who} has taken an API token")
        self._pages.open(who, "/account/")
        page = self._pages.before(who)
        revoke = (one for one in page.buttons() if one.startswith("Revoke the token"))
        page.press(next(revoke, "Revoke the token"), {})

    def revoke(self, who: str) -> None:
        """Somebody's program gives its token back."""
        (found,) = Client().get("/api/tokens/", headers=self._headers(who)).json()["results"]
        Client().delete(f"/api/tokens/{found['id']}/", headers=self._headers(who))

    def works(self, who: str) -> bool:
        """Whether the API still answers somebody's token; AssertionError where they never had one."""
        return self.use(who) == 200

    def use(self, who: str) -> int:
        """Somebody's program asks for the applications; returns the HTTP status of the answer."""
        return Client().get("/api/applications/", headers=self._headers(who)).status_code

    def secrets(self) -> frozenset[str]:
        """Return every token that somebody's program uses."""
        return frozenset(self._tokens.values())

    def _headers(self, who: str) -> dict[str, str]:
        self._people.person(who)
        token = own(who, self._tokens, "API token", say=f"Given {who} has taken an API token")
        return {"Authorization": f"Token {token}"}
