"""Chromium on the real stack: pages as people see them, with style and scripts, and pictures of them."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.test import Client
from PIL import Image
from playwright.sync_api import Locator, Page, Response, sync_playwright

from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.screen import USUAL, Screen
from timeskip.stacks.real.windows import Windows

# The first draws the same pages without windows, in half of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# No graphics card, no sandbox in a container, and nothing that calls home.
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 30_000  # milliseconds for what follows a click, on a busy machine
SHARPNESS = 55  # of WebP's 100: words are still easy to read
# htmx marks what it is about to change.
BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
# What opens a menu of a page's header that is closed. A popover comes last: a press elsewhere closes it.
CLOSED_MENUS = ("header details:not([open]) > summary:visible", "header [popovertarget]:visible")
# What a browser says of the first field that keeps it from sending a button's form; empty if none does.
ASKED_FOR = """button => {
    if (!button.form || button.form.noValidate || button.formNoValidate) return "";
    const field = [...button.form.elements].find(one => one.willValidate && !one.validity.valid);
    return field ? `${field.labels[0]?.innerText ?? field.name}: ${field.validationMessage}` : "";
}"""


class NoBrowserError(ValueError):
    """There is no browser: install Chromium, or Google Chrome."""


def executable() -> str:
    """Return the path of a Chromium that is installed; NoBrowserError where none is."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    raise NoBrowserError(NoBrowserError.__doc__)


class Chromium:
    """One browser for the whole run.

    It lives in a thread of its own, because Playwright keeps an event loop running, beside which neither Django's ORM
    nor the story's sockets would work.

    home: the web server's address, without a path.
    screen: what its windows are shown on.
    """

    def __init__(self, home: str, screen: Screen = USUAL) -> None:
        self.home = home
        self._thread = ThreadPoolExecutor(1, "chromium")
        self._playwright = self.do(sync_playwright().start)
        browser = self.do(self._playwright.chromium.launch, executable_path=executable(), args=ARGUMENTS)
        self.browser = browser
        self.windows = Windows(browser, home, PATIENCE, screen)

    def do(self, act: Callable, *args: Any, **options: Any) -> Any:
        """Do something in the browser's own thread, and wait until it is done."""
        return self._thread.submit(act, *args, **options).result()

    def close(self) -> None:
        """End the browser."""
        self.do(self.browser.close)
        self.do(self._playwright.stop)
        self._thread.shutdown()


def there(method: Callable) -> Callable:
    """A method that does its work in the browser's own thread."""

    @wraps(method)
    def from_here(self: "ChromiumBrowser", *args: Any, **options: Any) -> Any:
        return self.chromium.do(method, self, *args, **options)

    return from_here


class ChromiumBrowser:
    """Somebody's window, logged in as a test client is.

    show: called with the name, the address and a WebP picture whenever there is a new page to see.
    """

    def __init__(
        self, chromium: Chromium, who: str, client: Client, show: Callable[[str, str, bytes], None] | None = None
    ) -> None:
        self.chromium = chromium
        self.status = 0
        self._who = who
        self._home = chromium.home
        self._show = show
        self._page: Page = chromium.do(self._log_in, client.cookies[settings.SESSION_COOKIE_NAME].value)

    @property
    def address(self) -> str:
        return self._page.url.removeprefix(self._home)

    @there
    def open(self, address: str) -> None:
        """Show the page of an address."""
        self.status = self._page.goto(f"{self._home}{address}").status
        self._look()

    @there
    def follow(self, words: str) -> None:
        """Follow a link, named by words of it; AssertionError says which links there are."""
        links = self._page.locator("a:visible")
        found = links.filter(has_text=re.compile(re.escape(words)))
        if not found.count():
            there_are = ", ".join(map(_words, links.all()))
            raise AssertionError(f"{self._who}'s page has no link “{words}”, but: {there_are}.")
        with self._answered():
            found.first.click()

    @there
    def press(self, button: str, filled_in: dict[str, object], beside: str = "") -> None:
        """Fill in fields by label and press a button by its name; AssertionError says what there is.

        A file is a Django `File`. NotOnThisStack where the browser itself asks for another answer, and sends nothing.

        beside: text of the row in which the button is; of several such rows, the last.
        """
        found = self._button(button, beside)
        with TemporaryDirectory() as folder:
            for label, value in filled_in.items():
                _fill_in(self._field(found, label), value, Path(folder))
            if asked := found.evaluate(ASKED_FOR):
                raise NotOnThisStack(f"The browser sends no form with such an answer, and says: {asked}")
            with self._answered():
                found.click()

    @property
    @there
    def html(self) -> str:
        """The page as it is now."""
        return self._page.content()

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> None:
        """Choose a file by a field's label, and press a button."""
        self.press(button, {label: ContentFile(content, name)})

    @there
    def text(self) -> str:
        """The words of the page's main part."""
        return _words(self._main)

    @there
    def part(self, heading: str) -> str:
        """The section below a heading; AssertionError says which headings there are."""
        headings = self._main.locator("h1:visible, h2:visible, h3:visible").all()
        for found in headings:
            if _words(found).startswith(heading):
                return _words(found.locator("xpath=ancestor::section[1]"))
        there_are = ", ".join(map(_words, headings))
        raise AssertionError(f"{self._who}'s page has no “{heading}”, but: {there_are}.")

    @there
    def buttons(self) -> list[str]:
        """What could be pressed, by its name."""
        return self._buttons()

    @there
    def navigation(self) -> list[str]:
        """The links in the page's header, those of its menus too."""
        for closed in CLOSED_MENUS:
            # From the last, because what is open is not found any more.
            for menu in reversed(self._page.locator(closed).all()):
                menu.click()
        return list(map(_words, self._page.locator("header nav a:visible").all()))

    @there
    def text_at(self, selector: str) -> str:
        """What stands in the first element that a CSS selector finds."""
        return self._page.locator(selector).first.text_content() or ""

    @there
    def close(self) -> None:
        """Close the window."""
        self.chromium.windows.give_back(self._page)

    @property
    def _main(self) -> Locator:
        return self._page.locator("main")

    def _log_in(self, session: str) -> Page:
        return self.chromium.windows.take([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self._home}])

    def _buttons(self) -> list[str]:
        found = self._main.locator("button:visible").all()
        return [button.get_attribute("aria-label") or _words(button) for button in found]

    def _button(self, name: str, beside: str = "") -> Locator:
        button, within = self._page.get_by_role("button", name=name, exact=True), self._main
        if beside:
            # Other rows may tell of the same, without the button.
            within = within.locator("li, tr, section").filter(has_text=beside).filter(has=button).last
        found = within.locator(button)
        if not found.count():
            there_are = ", ".join(self._buttons())
            raise AssertionError(f"{self._who}'s page has no button “{name}”, but: {there_are}.")
        return found.first

    def _field(self, button: Locator, label: str) -> Locator:
        form = button.locator("xpath=ancestor::form[1]")
        # What stands in brackets, such as “(optional)”, is said of the field and is not its name.
        found = form.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\([^()]*\))?:?\s*$"))
        if not found.count():
            labels = ", ".join(map(_words, form.locator("label:visible").all()))
            raise AssertionError(f"The form has no field “{label}”, but: {labels}.")
        return found

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """What is done within asks the server for a page, or for a part of one, which is then there."""
        with self._page.expect_response(self._is_answer) as answer:
            yield
        self.status = answer.value.status
        self._page.wait_for_load_state()
        self._page.locator(BUSY).first.wait_for(state="detached")
        self._look()

    def _is_answer(self, response: Response) -> bool:
        asked = response.request
        return asked.resource_type in ("document", "xhr", "fetch") and not 300 <= response.status < 400

    def _look(self) -> None:
        if not self._show:
            return
        # What sticks to a window's edge would otherwise cover the middle of the page.
        with self._scrolled_up():
            whole = self._page.screenshot(full_page=True)
        with Image.open(io.BytesIO(whole)) as picture:
            smaller = io.BytesIO()
            picture.save(smaller, "WEBP", quality=SHARPNESS)
        self._show(self._who, self.address, smaller.getvalue())

    @contextmanager
    def _scrolled_up(self) -> Iterator[None]:
        down = self._page.evaluate("scrollY")
        self._page.evaluate("scrollTo(0, 0)")
        yield
        self._page.evaluate("down => scrollTo(0, down)", down)


def _words(found: Locator) -> str:
    return " ".join(found.inner_text().split())


def _fill_in(field: Locator, value: object, folder: Path) -> None:
    for summary in field.locator("xpath=ancestor::details[not(@open)]/summary").all():
        # Nobody can fill in what is folded away.
        summary.click()
    kind = field.evaluate("field => field.type")
    if kind == "select-one":
        field.select_option(label=_option(field, str(value)))
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "file":
        field.set_input_files(_kept_in(folder, value))
    elif kind == "date" and not _is_day(str(value)):
        raise NotOnThisStack("A browser's field for a day takes nothing but a day.")
    else:
        field.fill(str(value))


def _kept_in(folder: Path, file: File) -> Path:
    """Write a file where the browser reads it: 15 MiB handed to Playwright itself take more than a minute."""
    file.seek(0)
    path = folder / file.name
    path.write_bytes(file.read())
    return path


def _option(field: Locator, words: str) -> str:
    options = [" ".join(text.split()) for text in field.locator("option").all_text_contents()]
    for text in options:
        if text == words or text.startswith(f"{words} ("):
            return text
    raise AssertionError(f"There is no choice “{words}”, but: {', '.join(options)}.")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
