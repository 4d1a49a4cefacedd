"""A person's desk: a browser in which they are logged in, and what they do where a page offers nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client

from common.refusals import Refusal
from features.doors.page.screen import Screen
from features.doors.protocol import NotThere
from features.drivers.browser import Browser
from features.drivers.person import Person
from features.drivers.plain_browser import NotOfferedError

LOG_IN = "/login/"
# What a page says where it takes in nothing of what was sent.
NOTHING = "Nothing has changed."
# What a page says of an answer that it did not offer, in the place of a reason.
UNTOLD = ("Choose one of those listed.", "Choose one.", "Fill this in.", "Nobody's signature is missing")


class NotOfferedHere(Refusal):
    """A page does not offer this, and says why it is refused to a program that sends it anyway."""


class Desk:
    """One person's browser."""

    def __init__(self, who: Person, browser_of: Callable[[str, Client], Browser]) -> None:
        self._who, self._browser_of = who, browser_of
        self._log_in()

    @property
    def browser(self) -> Browser:
        """The browser, which is another one after logging in again."""
        return self._browser

    def open(self, address: str) -> Screen:
        """Open a page, and log in again if that is asked; NotThere if there is none for this person."""
        self.visit(address)
        return self.screen()

    def visit(self, address: str) -> None:
        """Open a page, and log in again if that is asked; it may be one that says that there is none."""
        self._browser.open(address)
        if self._browser.address.startswith(LOG_IN):
            # Sessions end after some hours of a story.
            self._browser.close()
            self._log_in()
            self._browser.open(address)

    def go(self, address: str) -> Screen:
        """Follow the link of the open page to an address; NotOfferedError if it has none."""
        if address not in (link.partition("#")[0].partition("?")[0] for link in self.screen().links()):
            raise NotOfferedError(f"{self._who.name}'s page has no link to {address}.")
        return self.open(address)

    def press(
        self, button: str, filled_in: dict[str, object] | None = None, beside: str = "", times: int = 1
    ) -> Screen:
        """Fill in a form of the open page and press its button; Refusal with what the answer says is wrong.

        Raises NotOfferedError if the page has no such button, field or choice. `beside` is text of the
        button's row; `times` is how often the same form is sent.
        """
        self._browser.press(button, filled_in or {}, beside, times)
        return self._accepted()

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> Screen:
        """Choose a file and press a button; Refusal with what the answer says is wrong."""
        self._browser.hand_in(label, name, content, button)
        return self._accepted()

    def follow(self, words: str) -> Screen:
        """Follow a link of the open page; NotOfferedError if it has none with these words."""
        self._browser.follow(words)
        return self.screen()

    def screen(self) -> Screen:
        """Return the open page."""
        if self._browser.status == 404:
            raise NotThere
        if self._browser.address.startswith(LOG_IN):
            raise AssertionError(f"{self._who.name} is not logged in.")
        return Screen(self._browser.html)

    @contextmanager
    def offered_or(self, address: str, **values: Any) -> Iterator[None]:
        """Where a page does not offer what is done in this block, send it anyway, as a program would.

        It has to be refused: AssertionError if it is done.
        """
        try:
            yield
        except (NotOfferedError, NotThere) as missing:
            answer = self._client.post(address, {"idempotency_key": uuid4(), **values}, follow=True)
            if answer.status_code == 404:
                raise NotThere from missing
            screen = Screen(answer.content.decode())
            said = screen.refusal()
            if said and not said.startswith(UNTOLD):
                raise NotOfferedHere(said) from missing
            # A form that is shown again has taken nothing in.
            if said or not answer.redirect_chain or NOTHING in screen.text():
                raise NotThere from missing
            raise AssertionError(
                f"No page offers {self._who.name} this, and it is done: {missing}"
            ) from missing

    def file(self, address: str) -> ContentFile:
        """Return what a link leads to; NotThere where there is nothing for this person."""
        answer = self._client.get(address)
        if answer.status_code == 302:
            self.open("/inbox/")
            answer = self._client.get(address)
        if answer.status_code == 404:
            raise NotThere
        if answer.status_code != 200:
            raise AssertionError(f"{address} was answered with {answer.status_code}.")
        return ContentFile(b"".join(answer.streaming_content))

    def every_page(self, address: str, label: str, older: str) -> Iterator[Screen]:
        """Yield the pages of a list, by the label of its links and the words of the one that leads on."""
        while True:
            screen = self.open(address)
            yield screen
            here, address = address, next(screen.others(label, older=older), "")
            if not address:
                return
            address = address if address.startswith("/") else f"{here.partition('?')[0]}{address}"

    def _log_in(self) -> None:
        self._client = self._who.browser()
        self._browser = self._browser_of(self._who.name, self._client)

    def _accepted(self) -> Screen:
        screen = self.screen()
        if said := screen.refusal():
            raise Refusal(said)
        return screen

    def close(self) -> None:
        """Close the browser."""
        self._browser.close()
