"""Passwords: what somebody's is, changing it, and choosing a new one by e-mail."""

import re

from django.test import Client
from hamcrest import assert_that

from features.drivers.emails import Emails
from features.drivers.lookup import own
from features.drivers.matchers import has_email
from features.drivers.pages import Pages
from features.drivers.people import OFFICE, People
from features.drivers.plain_browser import PlainBrowser

RESET_SUBJECT = "Choose a new password"
WELCOME_SUBJECT = "Your login at Harbour Lending"
SUBJECTS = (RESET_SUBJECT, WELCOME_SUBJECT)
ANOTHER = "staple and a half"
# With its last part, which nobody may guess.
RESET_LINK = re.compile(r"http://[^/]+(/password/[^/]+/([^/\s]+)\S*)")


class Passwords:
    """Everybody's password as they know it, and the pages that change it."""

    def __init__(self, people: People, pages: Pages, emails: Emails) -> None:
        self._people = people
        self._pages = pages
        self._emails = emails
        self._known: dict[str, str] = {}

    def of(self, who: str) -> str:
        """Return the password that somebody last chose; AssertionError if a scenario has stated none."""
        self._people.person(who)
        return own(who, self._known, "password", say=f'Given {who}\'s password is "…"')

    def set(self, who: str, password: str) -> None:
        """Give somebody a password before the story begins."""
        user = self._people.person(who).user
        user.set_password(password)
        user.save()
        self._known[who] = password

    def change(self, who: str, password: str) -> None:
        """Somebody who is logged in chooses another password."""
        old, page = self.of(who), self._pages.before(who)
        page.open("/account/password/")
        self._choose(who, password, {"Old password": old})

    def try_to_change(self, who: str, old: str) -> None:
        """Somebody who is logged in chooses another password, and enters one that may not be the old one."""
        page = self._pages.before(who)
        page.open("/account/password/")
        new = {"New password": ANOTHER, "New password confirmation": ANOTHER}
        page.press("Save password", {"Old password": old} | new)

    def forget(self, who: str) -> None:
        """Somebody asks for a new password at the log-in page."""
        self.ask_for_new(self._people.person(who).address, who)

    def ask_for_new(self, address: str, who: str) -> None:
        """Somebody asks for a new password for an address."""
        self._people.person(who)
        browser = PlainBrowser(who, Client(REMOTE_ADDR=OFFICE))
        self._pages.use(who, browser)
        browser.open("/password/forgotten/")
        browser.press("Send link", {"E-mail address": address})

    def follow_link(self, who: str, password: str) -> None:
        """Somebody opens the newest link that came by e-mail, and chooses a password there."""
        emails = self._emails.received(who)
        link = next((email for email in reversed(emails) if email.subject in SUBJECTS), None)
        if link is None:
            assert_that(emails, has_email(RESET_SUBJECT), f"{who}'s e-mails")
        if link.subject == WELCOME_SUBJECT:
            self._pages.use(who, PlainBrowser(who, Client(REMOTE_ADDR=OFFICE)))
        page = self._pages.browser(who)
        page.open(RESET_LINK.search(link.text)[1])
        if "Save password" in page.buttons():
            self._choose(who, password, {})

    def secrets(self) -> frozenset[str]:
        """Return the passwords that people chose last, and the last part of each link to a new one."""
        delivered = (one.text for one in self._emails.delivered if one.subject in SUBJECTS)
        links = filter(None, map(RESET_LINK.search, delivered))
        return frozenset([*self._known.values(), *(link[2] for link in links)])

    def _choose(self, who: str, password: str, filled_in: dict[str, str]) -> None:
        new = {"New password": password, "New password confirmation": password}
        self._pages.before(who).press("Save password", filled_in | new)
        self._known[who] = password
