"""Browser windows, used again: most of what a new one takes is processes that Chromium starts for it."""

from typing import Any

from playwright.sync_api import Browser, Error, Page

from timeskip.stacks.real.screen import Screen

NOWHERE = "about:blank"


class Windows:
    """The windows of one browser, each for one person at a time. Called in the browser's own thread.

    origin: whose cookies and storage a window forgets before somebody else gets it. Files that the server lets
    browsers cache stay in the cache.
    screen: what each window is shown on, whatever the machine has.
    """

    def __init__(self, browser: Browser, origin: str, patience: float, screen: Screen) -> None:
        self._browser, self._origin, self._patience, self._screen = browser, origin, patience, screen
        self._idle: list[Page] = []

    def take(self, cookies: list[Any]) -> Page:
        """Return an empty window that has these cookies alone."""
        page = self._idle.pop() if self._idle else self._new()
        page.context.add_cookies(cookies)
        return page

    def give_back(self, page: Page) -> None:
        """Forget everything that somebody did in a window; one that cannot forget is closed."""
        try:
            self._forget(page)
        except Error:
            page.context.close()
        else:
            self._idle.append(page)

    def _new(self) -> Page:
        screen = self._screen
        context = self._browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            color_scheme=screen.scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(self._patience)
        return context.new_page()

    def _forget(self, page: Page) -> None:
        context = page.context
        for other in context.pages:
            if other is not page:
                other.close()
        # Ends its sockets as well.
        page.goto(NOWHERE)
        page.unroute_all()
        chromium = context.new_cdp_session(page)
        chromium.send("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": "all"})
        chromium.detach()
        context.clear_cookies()
