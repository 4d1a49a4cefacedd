"""Opens pages in Chromium, and watches what the browser complains of and what it asks the network for."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

# The first draws the same pages without windows, in half of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# No graphics card, no sandbox in a container, and nothing that calls home.
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
TIMEOUT = 30_000  # milliseconds; beside other work, opening a page alone may take ten seconds
SETTLED = "() => document.body.classList.contains('scripted')"

Visit = Callable[..., Page]


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Watch:
    """What a browser complains of, and what it asks the network for."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def away(self, file: Path) -> list[str]:
        """Requests for anything but the file itself and what it contains."""
        return [
            url
            for url in self.requests
            if not url.startswith((file.as_uri(), "data:", "blob:", "about:srcdoc"))
        ]


@contextmanager
def watched(browser: Browser) -> Iterator[Visit]:
    """A function that opens a page; at the end no page has complained or asked the network for anything."""
    opened: list[tuple[Path, Page, Watch]] = []

    def open_page(file: Path, address: str = "", *, width: int = 1280, **options) -> Page:
        height = 900 if width > 500 else 844
        page = browser.new_page(viewport={"width": width, "height": height}, **options)
        page.set_default_timeout(TIMEOUT)
        opened.append((file, page, Watch(page)))
        page.goto(f"{file.as_uri()}#{address}")
        if options.get("java_script_enabled", True):
            page.wait_for_function(SETTLED)
        return page

    yield open_page
    for file, page, watch in opened:
        page.close()
        assert watch.complaints == []
        assert watch.away(file) == []
