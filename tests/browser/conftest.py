"""A browser that is installed already, and pages in it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from timeskip.stacks.real.chromium import ARGUMENTS, PATIENCE, NoBrowserError, executable

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
# Otherwise five seconds, in which a busy machine may not even answer a request.
expect.set_options(timeout=PATIENCE)


# Until the last test here, and no longer: Playwright keeps an event loop in the main thread, in which neither
# Django's ORM nor other tests' coroutines would run.
@pytest.fixture(scope="package")
def browser():
    """Chromium as it is found on the PATH."""
    try:
        path = executable()
    except NoBrowserError as error:
        pytest.skip(str(error))
    if not NODE_MODULES.exists():
        pytest.skip("`make browser` installs the npm packages of tests/browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and what the browser's console had to complain of."""

    page: Page
    home: str = ""  # the address of the workspace, without a slash at its end
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def visit(browser: Browser):
    """A new page, as wide as a desk's screen."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield Visit(page)
    page.close()
