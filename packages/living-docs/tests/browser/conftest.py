"""A browser, and pages to open in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import hostile_stream
from office import office_html
from playwright.sync_api import Browser, expect, sync_playwright
from watching import ARGUMENTS, TIMEOUT, Visit, chromium, watched

from living_docs.page import page as page_of

# Otherwise five seconds, in which a busy machine may not even draw a page.
expect.set_options(timeout=TIMEOUT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as it is found on the PATH."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page for one test."""
    with watched(browser) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def stay(browser: Browser) -> Iterator[Visit]:
    """Opens a page that several tests share."""
    with watched(browser) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def office_page(tmp_path_factory) -> Path:
    """The page of a small run in which everything occurs that a page can show."""
    return _written(tmp_path_factory.mktemp("office") / "office.html", office_html())


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory) -> Path:
    """The page of a run whose every word tries to be markup."""
    html = page_of(hostile_stream().run(), title="Hostile")
    return _written(tmp_path_factory.mktemp("hostile") / "hostile.html", html)


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
