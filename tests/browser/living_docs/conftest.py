"""Pages of living documentation, opened in a browser that is watched."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from living_docs.__main__ import main
from living_docs.changes import changes
from living_docs.page import page as page_of
from tests.browser.living_docs.office import office, the_day_before
from tests.living_docs.hostile import hostile_stream

ROOT = Path(__file__).parents[3]
FEATURES = [
    "features/07_live_updates/the_bell.feature",
    "features/05_documents/letters.feature",
    "features/04_reports/weekly_pipeline.feature",
    "tests/suite/story/trouble.feature",
]
TIMEOUT = 10_000  # milliseconds
SETTLED = "() => document.body.classList.contains('scripted')"


Visit = Callable[..., Page]


class Watch:
    """What a browser complains of, and what it asks the network for."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def away(self, file: Path) -> list[str]:
        """Requests for anything but the file itself and what is inside of it."""
        return [
            url
            for url in self.requests
            if not url.startswith((file.as_uri(), "data:", "blob:", "about:srcdoc"))
        ]


@contextmanager
def watched(browser: Browser) -> Iterator[Visit]:
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


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page; at the end nothing was complained of and nothing was asked of the network."""
    with watched(browser) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def stay(browser: Browser) -> Iterator[Visit]:
    """Likewise, for a page that several tests share."""
    with watched(browser) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("living_docs")


@pytest.fixture(scope="session")
def office_page(folder) -> Path:
    """The page of a small run that has everything."""
    run = office().run()
    return _written(
        folder / "office.html", page_of(run, title="Office", changes=changes(the_day_before().run(), run))
    )


@pytest.fixture(scope="session")
def hostile_page(folder) -> Path:
    """The page of a run whose every word tries to be markup."""
    return _written(folder / "hostile.html", page_of(hostile_stream().run(), title="Hostile"))


@pytest.fixture(scope="session")
def real_page(folder) -> Path:
    """The page of a run of some of the project's own features, and of some in which something is wrong."""
    messages, page = folder / "messages.ndjson", folder / "real.html"
    formats = ["-f", "behave_messages:MessagesFormatter", "-o", str(messages), "-f", "progress3"]
    behave = [sys.executable, "manage.py", "behave", *FEATURES, *formats]
    subprocess.run(behave, cwd=ROOT, capture_output=True, timeout=240)
    assert main([str(messages), "--page", str(page)]) == 0
    return page


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
